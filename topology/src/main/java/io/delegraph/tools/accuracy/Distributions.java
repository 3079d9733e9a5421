package io.delegraph.tools.accuracy;

import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Durations of the prompts and agents of sessions, for a manual check: wrong values show at the extremes. */
public final class Distributions {
    private static final int EXTREMES_SHOWN = 5;

    private final List<Measured> elapsed = new ArrayList<>();
    private final List<Measured> speedUp = new ArrayList<>();
    private final List<Measured> duration = new ArrayList<>();
    private final List<Measured> agents = new ArrayList<>();
    private final List<String> overlaps = new ArrayList<>();
    private int followed;

    /** A value, with a text that identifies it for a person. */
    private record Measured(double value, String what) {}

    private record StartedPrompt(WorkflowSummary workflow, long at) {}

    private Distributions() {}

    /** The distributions of all given sessions. */
    public static Distributions of(InMemorySessions watched) {
        Distributions distributions = new Distributions();
        watched.sessions().forEach(session -> distributions.add(session, watched));
        return distributions;
    }

    private void add(String session, InMemorySessions watched) {
        ReportedSession reported = watched.of(session).orElseThrow();
        for (WorkflowSummary workflow : reported.workflows()) {
            String name = session + " " + workflow.workflowId();
            Coordination coordination = ReportedSession.graph(workflow).coordination();
            elapsed.add(new Measured(coordination.elapsedMs() / 1e3, name));
            if (coordination.speedUp() != null) {
                speedUp.add(new Measured(coordination.speedUp(), name));
            }
            if (workflow.durationMs() != null) {
                duration.add(new Measured(workflow.durationMs() / 1e3, name));
            }
        }
        for (AgentLifecycle agent : reported.agents()) {
            if (agent.durationMs() != null) {
                agents.add(new Measured(agent.durationMs() / 1e3, session + " " + agent.agentId()));
            }
        }
        List<StartedPrompt> prompts = new ArrayList<>();
        for (WorkflowSummary workflow : reported.workflows()) {
            if (workflow.startedAt() != null) {
                prompts.add(new StartedPrompt(workflow, workflow.startedAt()));
            }
        }
        prompts.sort(Comparator.comparingLong(StartedPrompt::at));
        overlaps(prompts, reported);
    }

    /**
     * Collects prompts that overlap the next one without background agents as the reason. A prompt may last only as long as its agents, and
     * the root's processing of their results.
     */
    private void overlaps(List<StartedPrompt> prompts, ReportedSession reported) {
        for (int i = 0; i + 1 < prompts.size(); i++) {
            WorkflowSummary workflow = prompts.get(i).workflow();
            long next = prompts.get(i + 1).at();
            long background = reported.agents().stream()
                    .filter(agent -> workflow.workflowId().equals(agent.workflowId()))
                    .map(AgentLifecycle::endedAt)
                    .filter(Objects::nonNull)
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(next);
            long end = prompts.get(i).at()
                    + ReportedSession.graph(workflow).coordination().elapsedMs();
            followed++;
            if (end > Math.max(next, background) && !reported.continued(end)) {
                overlaps.add(String.format(
                        Locale.ROOT,
                        "%s %s overlaps the next prompt by %.1f s, its agents by %.1f s",
                        workflow.sessionId(),
                        workflow.workflowId(),
                        (end - next) / 1e3,
                        Math.max(0, background - next) / 1e3));
            }
        }
    }

    /** A line per prompt that overlaps the next one for longer than its background agents. */
    public List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    /** The distributions as a table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %8s %10s %10s %10s %10s %10s %10s",
                "",
                "count",
                "min",
                "p25",
                "median",
                "p75",
                "p95",
                "max"));
        lines.add(row("prompts: elapsed, s", elapsed));
        lines.add(row("prompts: duration, s", duration));
        lines.add(row("prompts: speed-up", speedUp));
        lines.add(row("agents: duration, s", agents));
        lines.add(String.format(
                Locale.ROOT,
                "prompts that last into the next one longer than their background work: %d of %d",
                overlaps.size(),
                followed));
        return lines;
    }

    private static String row(String name, List<Measured> measured) {
        List<Measured> sorted = sorted(measured);
        return String.format(
                        Locale.ROOT,
                        "%-24s %8d %10s %10s %10s %10s %10s %10s",
                        name,
                        sorted.size(),
                        at(sorted, 0),
                        at(sorted, 0.25),
                        at(sorted, 0.5),
                        at(sorted, 0.75),
                        at(sorted, 0.95),
                        at(sorted, 1))
                .stripTrailing();
    }

    /** The extremes of each distribution, a line each. */
    public List<String> extremes() {
        List<String> lines = new ArrayList<>();
        extremes("elapsed, s", elapsed, lines);
        extremes("speed-up", speedUp, lines);
        extremes("agent's duration, s", agents, lines);
        return lines;
    }

    private static void extremes(String name, List<Measured> measured, List<String> lines) {
        List<Measured> sorted = sorted(measured);
        List<Measured> ends = new ArrayList<>(sorted.subList(0, Math.min(EXTREMES_SHOWN, sorted.size())));
        ends.addAll(sorted.subList(Math.max(ends.size(), sorted.size() - EXTREMES_SHOWN), sorted.size()));
        ends.forEach(end -> lines.add(String.format(Locale.ROOT, "%s %.3f: %s", name, end.value, end.what)));
    }

    private static List<Measured> sorted(List<Measured> measured) {
        return measured.stream()
                .sorted(Comparator.comparingDouble(Measured::value).thenComparing(Measured::what))
                .toList();
    }

    /** The smallest value that this share of all does not exceed. */
    private static String at(List<Measured> sorted, double share) {
        if (sorted.isEmpty()) {
            return "";
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return String.format(Locale.ROOT, "%.2f", sorted.get(Math.max(0, rank - 1)).value);
    }
}
