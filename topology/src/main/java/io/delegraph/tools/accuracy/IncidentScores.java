package io.delegraph.tools.accuracy;

import io.delegraph.lifecycle.Policies;
import io.delegraph.security.rule.Finding;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.tools.demo.DemoEvent;
import io.delegraph.tools.demo.DemoSchedule;
import io.delegraph.tools.demo.DemoSettings;
import io.delegraph.tools.demo.IncidentSessions;
import io.delegraph.tools.demo.truth.FactNames;
import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.security.SecurityCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the findings in demos with incidents with the findings that are due. */
public final class IncidentScores {
    /** An arbitrary time, because nothing depends on it. */
    private static final long START = 1_795_361_668_448L;

    /** Sessions of one demo: as many as fit into memory with ease. */
    private static final int SESSIONS = 50;

    /** Longer than the silence that a rule waits for, ms. */
    private static final long SILENCE_MS = 600_000;

    private final SortedMap<String, Counts> rules = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private int sessions;

    private IncidentScores() {}

    /** The counts of one rule. */
    private static final class Counts {
        private int right;
        private int missed;
        private int surplus;

        private double precision() {
            return share(surplus);
        }

        private double recall() {
            return share(missed);
        }

        private double share(int wrong) {
            return right == 0 ? 0 : (double) right / (right + wrong);
        }
    }

    private record DueFinding(String session, String agent, String value) {
        private String rule() {
            return value.substring(0, value.indexOf(' '));
        }
    }

    /** Scores over that many sessions or some more, every one of which has an incident or a look-alike. */
    public static IncidentScores of(int sessions, Policies policies) {
        IncidentScores scores = new IncidentScores();
        for (long seed = 1; scores.sessions < sessions; seed++) {
            scores.play(new DemoSchedule(new DemoSettings(seed, 1, SESSIONS, 1, 1, null), START), policies);
        }
        return scores;
    }

    /** Scores over each entry of the catalogue of incidents in a session of its own, once for each of so many seeds. */
    public static IncidentScores ofEachIncident(int seeds, Policies policies) {
        IncidentScores scores = new IncidentScores();
        for (long seed = 1; seed <= seeds; seed++) {
            scores.play(IncidentSessions.of(seed, START), policies);
        }
        return scores;
    }

    private void play(Iterator<DemoEvent> schedule, Policies policies) {
        SecurityCheck check = new SecurityCheck(policies);
        Set<DueFinding> due = new HashSet<>();
        Map<String, String> patterns = new HashMap<>();
        long last = START;
        while (schedule.hasNext()) {
            switch (schedule.next()) {
                case DemoEvent.LabelsKnown reveal -> {
                    sessions++;
                    reveal.labels().forEach(label -> read(label, due, patterns));
                }
                case DemoEvent.HookDue fire -> {
                    Hook hook = fire.hook();
                    check.add(hook.envelope(), hook.firedAt());
                    last = Math.max(last, hook.firedAt());
                }
            }
        }
        Set<DueFinding> found = new HashSet<>();
        for (Finding finding : check.findings(SecurityPolicy.DEFAULT, last + SILENCE_MS)) {
            found.add(
                    new DueFinding(finding.sessionId(), finding.agentId(), finding.rule() + " " + finding.severity()));
        }
        compare(due, found, patterns);
    }

    private static void read(Label label, Set<DueFinding> due, Map<String, String> patterns) {
        if (label.fact().equals(FactNames.FINDING)) {
            due.add(new DueFinding(label.requiredSession(), label.requiredSubject(), value(label)));
        } else if (label.fact().equals(FactNames.PATTERN)) {
            // the incident is the last turn of a session
            patterns.put(label.requiredSession(), value(label));
        }
    }

    private static String value(Label label) {
        return Objects.requireNonNull(label.value(), "findings and patterns have a value");
    }

    private void compare(Set<DueFinding> due, Set<DueFinding> found, Map<String, String> patterns) {
        for (DueFinding finding : due) {
            Counts counts = counts(finding);
            if (found.contains(finding)) {
                counts.right++;
            } else {
                counts.missed++;
                mistakes.add("missed " + finding.value() + " in " + patterns.get(finding.session()));
            }
        }
        for (DueFinding finding : found) {
            if (!due.contains(finding)) {
                counts(finding).surplus++;
                mistakes.add("surplus " + finding.value() + " in " + patterns.get(finding.session()));
            }
        }
    }

    private Counts counts(DueFinding finding) {
        return rules.computeIfAbsent(finding.rule(), rule -> new Counts());
    }

    /** Number of sessions. */
    public int sessions() {
        return sessions;
    }

    /** Rules with findings that are due or were made. */
    public Set<String> rules() {
        return Set.copyOf(rules.keySet());
    }

    /** Rules whose precision or recall is below this, 0..1. */
    public List<String> below(double least) {
        return rules.entrySet().stream()
                .filter(rule ->
                        rule.getValue().precision() < least || rule.getValue().recall() < least)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each kind of mistake with how often it was made. */
    public List<String> mistakes() {
        SortedMap<String, Integer> kinds = new TreeMap<>();
        mistakes.forEach(mistake -> kinds.merge(mistake, 1, Integer::sum));
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " times " + kind.getKey())
                .toList();
    }

    /** A table for a person: one line per rule. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("security rules, " + sessions + " sessions with incidents or look-alikes");
        lines.add(line("rule", "right", "missed", "surplus", "precision", "recall"));
        rules.forEach((rule, counts) -> lines.add(line(
                rule,
                counts.right,
                counts.missed,
                counts.surplus,
                String.format(Locale.ROOT, "%.3f", counts.precision()),
                String.format(Locale.ROOT, "%.3f", counts.recall()))));
        return lines;
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-4s %7s %7s %7s %9s %7s", columns);
    }
}
