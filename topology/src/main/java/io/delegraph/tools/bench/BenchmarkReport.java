package io.delegraph.tools.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The measured figures, printed as they come in, and as JSON at the end. */
public final class BenchmarkReport {
    private final PrintWriter out;
    private final List<Measurement> lines = new ArrayList<>();

    public BenchmarkReport(PrintWriter out) {
        this.out = out;
    }

    /**
     * One measured figure.
     *
     * @param budget null when there is none
     * @param met null without a budget
     */
    record Measurement(
            String what,
            double value,
            String unit,
            @Nullable String budget,
            @Nullable Boolean met) {}

    void section(String title) {
        out.println();
        out.println(title);
        out.flush();
    }

    /** Adds a note on how something was measured, or why it was not. */
    void note(String text) {
        out.println("  " + text);
        out.flush();
    }

    void figure(String label, double value, String unit) {
        add(new Measurement(label, value, unit, null, null));
    }

    void atMost(double budget, String label, double value, String unit) {
        add(new Measurement(label, value, unit, "≤ " + number(budget) + " " + unit, value <= budget));
    }

    void atLeast(double budget, String label, double value, String unit) {
        add(new Measurement(label, value, unit, "≥ " + number(budget) + " " + unit, value >= budget));
    }

    void percentiles(String label, Percentiles ms, double p99Budget) {
        figure(label + " p50", ms.at(0.5), "ms");
        figure(label + " p95", ms.at(0.95), "ms");
        atMost(p99Budget, label + " p99", ms.at(0.99), "ms");
    }

    private void add(Measurement line) {
        lines.add(line);
        String verdict = line.met == null ? "" : line.budget + (line.met ? "   met" : "   NOT met");
        out.printf(Locale.ROOT, "  %-52s %12s %-20s %s%n", line.what, number(line.value), line.unit, verdict);
        out.flush();
    }

    private static String number(double value) {
        if (value >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
    }

    /** The machine and the figures as JSON. */
    public byte[] json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("java", Runtime.version().toString())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("cores", Runtime.getRuntime().availableProcessors());
        json.set("figures", Json.MAPPER.valueToTree(lines));
        return Json.write(json);
    }
}
