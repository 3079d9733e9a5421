package io.delegraph.tools.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts of reported values by true value. */
public final class ConfusionMatrix {
    /** Stands for a missing reported or true value. */
    public static final String NOTHING = "(nothing)";

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    /** Null on either side is {@link #NOTHING}. */
    public void add(@Nullable String truth, @Nullable String reported) {
        counts.computeIfAbsent(truth == null ? NOTHING : truth, key -> new TreeMap<>())
                .merge(reported == null ? NOTHING : reported, 1, Integer::sum);
    }

    /** The number of values with a known truth. */
    public int size() {
        return counts.entrySet().stream()
                .filter(row -> !row.getKey().equals(NOTHING))
                .mapToInt(row -> sum(row.getValue()))
                .sum();
    }

    private static int sum(Map<String, Integer> row) {
        return row.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(String truth, String reported) {
        return counts.getOrDefault(truth, Map.of()).getOrDefault(reported, 0);
    }

    /** Share of right values among those with a known truth, 0..1. */
    public double accuracy() {
        return share(counts.keySet().stream()
                .mapToInt(value -> value.equals(NOTHING) ? 0 : count(value, value))
                .sum());
    }

    /** Baseline: accuracy of always reporting the most frequent true value, 0..1. */
    public double baselineAccuracy() {
        return share(counts.entrySet().stream()
                .filter(row -> !row.getKey().equals(NOTHING))
                .mapToInt(row -> sum(row.getValue()))
                .max()
                .orElse(0));
    }

    private double share(int part) {
        return size() == 0 ? 0 : (double) part / size();
    }

    /** Mean over all true values of the harmonic mean of precision and recall, 0..1. */
    public double macroF1() {
        return values().stream().mapToDouble(this::f1).average().orElse(0);
    }

    private List<String> values() {
        return counts.keySet().stream().filter(value -> !value.equals(NOTHING)).toList();
    }

    private double f1(String value) {
        int hits = count(value, value);
        int reported = counts.values().stream()
                .mapToInt(row -> row.getOrDefault(value, 0))
                .sum();
        int truth = sum(Objects.requireNonNull(counts.get(value), "the values are those of the rows"));
        return hits == 0 ? 0 : 2.0 * hits / (reported + truth);
    }

    /** A row per true value, a column per reported one. */
    public List<String> lines() {
        TreeSet<String> columns = new TreeSet<>();
        counts.values().forEach(row -> columns.addAll(row.keySet()));
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "  %-18s", "true \\ reported"));
        columns.forEach(column -> head.append(String.format(Locale.ROOT, " %15s", column)));
        lines.add(head.append("       F1").toString());
        counts.forEach((truth, row) -> {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-18s", truth));
            columns.forEach(column -> line.append(String.format(Locale.ROOT, " %15d", row.getOrDefault(column, 0))));
            lines.add(
                    truth.equals(NOTHING)
                            ? line.toString()
                            : line.append(String.format(Locale.ROOT, " %8.3f", f1(truth)))
                                    .toString());
        });
        return lines;
    }
}
