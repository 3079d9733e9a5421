package io.delegraph.tools.demo.truth;

import io.delegraph.tools.demo.truth.TruthComparison.LabelResult;
import io.delegraph.tools.demo.truth.TruthComparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The counts of comparison results. */
public record ComparisonSummary(List<LabelResult> results) {
    /** Minimum share of knowable facts: a demo that hides everything would otherwise always pass. */
    private static final double MIN_KNOWABLE_SHARE = 0.9;

    public ComparisonSummary {
        results = List.copyOf(results);
    }

    /** Results that are wrong. */
    public List<LabelResult> wrong() {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.DIFFERS || result.verdict() == Verdict.NOT_ALLOWED)
                .toList();
    }

    /** Whether everything knowable is reported correctly, nothing else is presumed, and most facts are knowable. */
    public boolean passed() {
        return wrong().isEmpty() && facts(results) > 0 && knowable(results) >= MIN_KNOWABLE_SHARE * facts(results);
    }

    /** A table for a person: one line per fact, and one for all. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("fact", "facts", "knowable", "agree", "not knowable", "honest"));
        for (String fact : FactNames.COMPARED) {
            List<LabelResult> some = results.stream()
                    .filter(result -> result.label().fact().equals(fact))
                    .toList();
            if (facts(some) > 0) {
                lines.add(line(fact, some));
            }
        }
        lines.add(line("all", results));
        return lines;
    }

    private static long facts(List<LabelResult> some) {
        return some.size() - count(some, Verdict.NOT_YET);
    }

    private static long knowable(List<LabelResult> some) {
        return count(some, Verdict.AGREES) + count(some, Verdict.DIFFERS);
    }

    private static long count(List<LabelResult> some, Verdict verdict) {
        return some.stream().filter(result -> result.verdict() == verdict).count();
    }

    private static String line(String fact, List<LabelResult> some) {
        return line(
                fact,
                facts(some),
                knowable(some),
                count(some, Verdict.AGREES),
                facts(some) - knowable(some),
                count(some, Verdict.ALLOWED));
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-15s %8s %9s %8s %13s %8s", columns);
    }
}
