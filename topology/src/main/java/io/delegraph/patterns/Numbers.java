package io.delegraph.patterns;

import io.delegraph.graph.Activity;
import io.delegraph.graph.Concurrency;
import io.delegraph.graph.Episode;
import io.delegraph.graph.Relations;
import io.delegraph.graph.Work;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Segment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A workflow's coordination in numbers. */
final class Numbers {
    private final Episode episode;
    private final Map<String, Activity> activities;
    private final Relations relations;
    private final Retries retries;
    private final Gates gates;
    private final List<Work> agents;

    Numbers(Episode episode, Map<String, Activity> activities, Relations relations, Retries retries, Gates gates) {
        this.episode = episode;
        this.activities = activities;
        this.relations = relations;
        this.retries = retries;
        this.gates = gates;
        this.agents = episode.works().stream().filter(work -> !work.root()).toList();
    }

    Coordination of(Concurrency concurrency, long criticalPathMs, List<Segment> criticalPath) {
        long elapsed = episode.span().length();
        long active = activities.values().stream().mapToLong(Activity::workMs).sum();
        Double speedUp = elapsed == 0 ? null : (Double) rounded((double) active / elapsed);
        long delegated = criticalPath.stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORK
                        && !segment.agentId().equals(AgentId.ROOT))
                .mapToLong(segment -> segment.to() - segment.from())
                .sum();
        List<Long> tokens =
                agents.stream().map(Work::tokens).filter(Objects::nonNull).toList();
        List<BigDecimal> costs = agents.stream()
                .map(Work::costUsd)
                .filter(Objects::nonNull)
                .map(BigDecimal::valueOf)
                .toList();
        return new Coordination(
                elapsed,
                active,
                speedUp,
                concurrency.peak(),
                speedUp == null || concurrency.peak() == 0
                        ? null
                        : (Double) rounded(Math.min(1, (double) active / elapsed / concurrency.peak())),
                criticalPathMs,
                criticalPathMs == 0 ? null : (Double) rounded((double) delegated / criticalPathMs),
                agents.stream()
                        .filter(work ->
                                work.requestedAt() != null && !work.runs().isEmpty())
                        .mapToLong(work -> Math.max(0, work.from() - work.requestedAt()))
                        .sum(),
                agents.stream()
                        .filter(work ->
                                work.answeredAt() != null && !work.runs().isEmpty())
                        .mapToLong(work -> Math.max(
                                0, work.answeredAt() - work.runs().getFirst().to()))
                        .sum(),
                activities.values().stream().mapToLong(Activity::waitingMs).sum(),
                episode.delegators().stream()
                        .mapToInt(id -> episode.children(id).size())
                        .max()
                        .orElse(0),
                agents.stream()
                        .map(Work::level)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0),
                agents.stream().mapToInt(Work::requestsAndResults).sum()
                        + episode.works().stream()
                                .mapToInt(work -> work.messages().size())
                                .sum(),
                transferred(),
                activities.values().stream()
                        .mapToInt(activity -> activity.waiting().size())
                        .sum(),
                agents.stream()
                        .mapToInt(work -> Math.max(0, work.runs().size() - 1))
                        .sum(),
                retries.among(agents),
                relations.conflicts(agents),
                (int) agents.stream().filter(Work::failed).count(),
                propagated(),
                gates.implementations(),
                gates.all().size(),
                gates.reworked(),
                gates.addedMs(),
                tokens.isEmpty()
                        ? null
                        : (Long) tokens.stream().mapToLong(Long::longValue).sum(),
                tokens.size(),
                costs.isEmpty()
                        ? null
                        : (Double) costs.stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .doubleValue());
    }

    /** Rounds to three decimal places; further digits are noise of the clock. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private long transferred() {
        long sum = 0;
        for (Work work : episode.works()) {
            sum += work.promptChars() == null ? 0 : work.promptChars();
            sum += work.resultChars() == null ? 0 : work.resultChars();
            for (Work.Message message : work.messages()) {
                sum += message.chars() == null ? 0 : message.chars();
            }
        }
        return sum;
    }

    private int propagated() {
        return (int) agents.stream()
                .filter(Work::failed)
                .filter(work -> {
                    Work parent = work.parentId() == null ? null : episode.work(work.parentId());
                    return parent != null && !parent.root() && parent.failed() && parent.to() >= work.to();
                })
                .count();
    }
}
