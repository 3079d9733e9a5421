package io.delegraph.tools.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All comparisons for one kind of data. */
public final class Scores {
    /** Minimum share of agents that must have a field, 0..1. */
    private static final double MIN_FILLED_SHARE = 0.5;

    private final String title;
    private final Map<String, ConfusionMatrix> confusions = new LinkedHashMap<>();
    private final Map<String, AmountAccuracy> amounts = new LinkedHashMap<>();
    private final Map<String, int[]> filled = new LinkedHashMap<>();
    private final Map<String, String> without = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    public Scores(String title) {
        this.title = title;
    }

    /** Compares one fact; {@code label} identifies it for a person. */
    void compare(String fact, String label, @Nullable String truth, @Nullable String reported) {
        confusions.computeIfAbsent(fact, key -> new ConfusionMatrix()).add(truth, reported);
        if (truth == null || !truth.equals(reported)) {
            mistakes(fact, label, truth, reported);
        }
    }

    /** Compares one amount, which is right within the tolerance; {@code reported} is null when missing. */
    void compare(String field, String label, double truth, @Nullable Double reported, double within) {
        if (!amounts.computeIfAbsent(field, key -> new AmountAccuracy(within)).add(truth, reported)) {
            mistakes(field, label, number(truth), reported == null ? null : number(reported));
        }
    }

    private void mistakes(String fact, String label, @Nullable String truth, @Nullable String reported) {
        wrong.add(label + " " + fact + ": reported " + (reported == null ? ConfusionMatrix.NOTHING : reported)
                + ", true is " + (truth == null ? ConfusionMatrix.NOTHING : truth));
    }

    /** Counts whether a field of an agent's context has a value. */
    void filled(String field, boolean present) {
        int[] count = filled.computeIfAbsent(field, key -> new int[2]);
        count[0] += present ? 1 : 0;
        count[1]++;
    }

    /** Records why a field has no known truth. */
    void noTruth(String field, String why) {
        without.put(field, why);
    }

    public Map<String, ConfusionMatrix> confusions() {
        return Map.copyOf(confusions);
    }

    /** Wrong values, a line each. */
    public List<String> mistakes() {
        return List.copyOf(wrong);
    }

    /** The confusion matrix of each fact. */
    public List<String> matrices() {
        List<String> lines = new ArrayList<>(List.of(title));
        confusions.forEach((fact, confusion) -> {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: macro-F1 %.3f, accuracy %.3f of %d (always the most frequent: %.3f)",
                    fact,
                    confusion.macroF1(),
                    confusion.accuracy(),
                    confusion.size(),
                    confusion.baselineAccuracy()));
            lines.addAll(confusion.lines());
        });
        return lines;
    }

    /** How often each field of an agent's context is filled, and its accuracy. */
    public List<String> fields() {
        List<String> lines = new ArrayList<>();
        lines.add(row("context field", "agents", "filled", "compared", "right", "always 1", "off by", "median by", ""));
        filled.forEach((field, count) -> lines.add(field(field, count)));
        return lines;
    }

    private String field(String field, int[] count) {
        String share = String.format(Locale.ROOT, "%.1f%%", 100.0 * count[0] / count[1]);
        ConfusionMatrix confusion = confusions.get(field);
        AmountAccuracy amount = amounts.get(field);
        if (confusion != null) {
            return row(
                    field,
                    count[1],
                    share,
                    confusion.size(),
                    number(confusion.accuracy()),
                    number(confusion.baselineAccuracy()),
                    "",
                    "",
                    "");
        }
        if (amount != null) {
            return row(
                    field,
                    count[1],
                    share,
                    amount.size(),
                    number(amount.accuracy()),
                    number(amount.baselineAccuracy()),
                    number(amount.meanError()),
                    number(amount.baselineError()),
                    amount.tolerance() == 0 ? "exactly" : "within " + number(amount.tolerance()));
        }
        String why = without.getOrDefault(field, "nobody labelled it");
        return row(field, count[1], share, 0, "", "", "", "", "no truth: " + why);
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, "%-24s %8s %8s %8s %9s %9s %12s %12s %s", columns)
                .stripTrailing();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) >= 10
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    /** A line per field that is filled for less than half of the agents, or is no better than a constant. */
    public List<String> unmet() {
        List<String> lines = new ArrayList<>();
        filled.forEach((field, count) -> {
            if (count[0] < MIN_FILLED_SHARE * count[1]) {
                lines.add(field + " is there for " + count[0] + " of " + count[1] + " agents only");
            }
            ConfusionMatrix confusion = confusions.get(field);
            AmountAccuracy amount = amounts.get(field);
            double right = confusion != null ? confusion.accuracy() : amount != null ? amount.accuracy() : 0;
            double always =
                    confusion != null ? confusion.baselineAccuracy() : amount != null ? amount.baselineAccuracy() : 0;
            if (right <= always) {
                lines.add(field + " is right for " + number(right) + ", always saying the same for " + number(always));
            }
        });
        return lines;
    }
}
