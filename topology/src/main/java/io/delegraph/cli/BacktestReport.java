package io.delegraph.cli;

import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.delegraph.tools.security.FindingChange;
import io.delegraph.tools.security.PolicyComparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What another policy would make of the findings, as a table of all rules with findings and a line for each changed one. */
final class BacktestReport {
    private static final List<FindingChange> COLUMNS = List.of(FindingChange.values());

    private BacktestReport() {}

    static List<String> lines(PolicyComparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(
                row("rule", "severity", COLUMNS.stream().map(FindingLine::word).toList()));
        for (PolicyComparison.RuleCount count : comparison.counts()) {
            lines.add(row(
                    count.rule(),
                    FindingLine.word(count.severity()),
                    COLUMNS.stream()
                            .map(change -> String.valueOf(count.of(change)))
                            .toList()));
        }
        comparison.changed().forEach(changed -> lines.add(line(changed)));
        if (comparison.leftOut() > 0) {
            lines.add(comparison.leftOut() + " more changed findings are only counted");
        }
        return lines;
    }

    private static String row(String rule, String severity, List<String> counts) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-4s  %-8s", rule, severity));
        for (int i = 0; i < counts.size(); i++) {
            int width = COLUMNS.get(i).name().length();
            row.append(String.format(Locale.ROOT, "  %" + width + "s", counts.get(i)));
        }
        return row.toString();
    }

    private static String line(PolicyComparison.ChangedFinding changed) {
        SecurityFinding finding = changed.finding();
        return String.format(
                Locale.ROOT,
                "%-10s  %s",
                FindingLine.word(changed.change()),
                FindingLine.of(
                        finding.severity(),
                        finding.rule(),
                        finding.sessionId(),
                        finding.agentId(),
                        finding.reason(),
                        finding.toolUseIds()));
    }

    /**
     * The same for programs.
     *
     * @param policyInForce the version of the policy that is configured
     * @param policyFile that of the other one
     * @param findings the changed ones
     * @param findingsLeftOut changed ones that are only counted
     */
    record Json(
            String policyInForce,
            String policyFile,
            int sessions,
            List<Count> rules,
            List<PolicyComparison.ChangedFinding> findings,
            int findingsLeftOut) {
        static Json of(String policyInForce, String policyFile, int sessions, PolicyComparison comparison) {
            return new Json(
                    policyInForce,
                    policyFile,
                    sessions,
                    comparison.counts().stream().map(Count::of).toList(),
                    comparison.changed(),
                    comparison.leftOut());
        }
    }

    /** The number of findings of a rule with one severity by what became of them. */
    record Count(
            String rule,
            Severity severity,
            int added,
            int gone,
            int suppressed,
            int reopened,
            int raised,
            int lowered,
            int unchanged) {
        static Count of(PolicyComparison.RuleCount count) {
            return new Count(
                    count.rule(),
                    count.severity(),
                    count.of(FindingChange.ADDED),
                    count.of(FindingChange.GONE),
                    count.of(FindingChange.SUPPRESSED),
                    count.of(FindingChange.REOPENED),
                    count.of(FindingChange.RAISED),
                    count.of(FindingChange.LOWERED),
                    count.of(FindingChange.UNCHANGED));
        }
    }

    /** What changed in a line, for example {@code 1 added, 2 gone}. */
    static String summary(PolicyComparison comparison) {
        String changes = Arrays.stream(FindingChange.values())
                .map(change -> comparison.counts().stream()
                                .mapToInt(count -> count.of(change))
                                .sum() + " " + FindingLine.word(change))
                .filter(words -> !words.startsWith("0 "))
                .collect(Collectors.joining(", "));
        return changes.isEmpty() ? "no findings" : changes;
    }
}
