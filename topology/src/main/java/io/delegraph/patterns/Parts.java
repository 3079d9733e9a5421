package io.delegraph.patterns;

import io.delegraph.graph.Activity;
import io.delegraph.graph.Episode;
import io.delegraph.graph.Relations;
import io.delegraph.graph.Schedule;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.ResourceAllocation;
import io.delegraph.schemas.graph.Segment;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Each agent's and each type's part in a workflow. */
final class Parts {
    private final Episode episode;
    private final Map<String, Activity> activities;
    private final Schedule schedule;
    private final Delegations delegations;
    private final Judgement judgement;
    private final Relations relations;
    private final Map<String, Long> slack;
    private final Map<String, Long> critical = new HashMap<>();

    Parts(
            Episode episode,
            Map<String, Activity> activities,
            Schedule schedule,
            List<Segment> criticalPath,
            Delegations delegations,
            Judgement judgement,
            Relations relations) {
        this.episode = episode;
        this.activities = activities;
        this.schedule = schedule;
        this.delegations = delegations;
        this.judgement = judgement;
        this.relations = relations;
        this.slack = schedule.slack();
        criticalPath.stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORK)
                .forEach(segment -> critical.merge(segment.agentId(), segment.to() - segment.from(), Long::sum));
    }

    List<AgentPart> agents(WorkflowOrchestration orchestration) {
        return episode.works().stream().map(work -> part(work, orchestration)).toList();
    }

    private AgentPart part(Work work, WorkflowOrchestration orchestration) {
        Map<String, String> because = new HashMap<>();
        Activity activity = activities.get(work.agentId());
        long criticalMs = critical.getOrDefault(work.agentId(), 0L);
        return new AgentPart(
                work.agentId(),
                work.type(),
                work.root() || !work.state().terminal() ? null : (Boolean) work.failed(),
                context(work, orchestration, activity, because),
                because,
                activity.workMs(),
                activity.waitingMs(),
                activity.personMs(),
                criticalMs,
                work.root() ? null : slack.get(work.agentId()),
                work.requestedAt() == null || work.runs().isEmpty()
                        ? null
                        : (Long) Math.max(0, work.from() - work.requestedAt()),
                work.answeredAt() == null || work.runs().isEmpty()
                        ? null
                        : (Long) Math.max(
                                0, work.answeredAt() - work.runs().getFirst().to()),
                // what is not on the longest way shortens nothing
                criticalMs == 0 ? 0 : schedule.halfTimeSaves(work.agentId()));
    }

    private AgentContext context(
            Work work, WorkflowOrchestration orchestration, Activity activity, Map<String, String> because) {
        long runs = activity.workMs() + activity.waitingMs() + activity.personMs();
        List<Work.Message> received = episode.messagesTo(work.agentId());
        boolean known = !work.root();
        return new AgentContext(
                known ? judgement.type(work).specialization() : null,
                delegations.strategy(known && work.parentId() != null ? work.parentId() : work.agentId()),
                orchestration,
                known ? said("delegation_reason", judgement.reason(work), because, DelegationReason.class) : null,
                known ? said("expected_outcome", judgement.outcome(work), because, ExpectedOutcome.class) : null,
                known
                        ? said("resource_allocation", judgement.allocation(work), because, ResourceAllocation.class)
                        : null,
                known
                        ? said(
                                "coordination_pattern",
                                judgement.coordination(work, relations),
                                because,
                                CoordinationPattern.class)
                        : null,
                runs == 0 ? null : (Double) Numbers.rounded((double) activity.workMs() / runs),
                work.tokens(),
                work.state().terminal() && known
                        ? (Long) (work.to() - work.span().from())
                        : null,
                work.requestsAndResults() + work.messages().size() + received.size(),
                transferred(work, received),
                activity.waiting().size() + (work.answeredAt() == null ? 0 : 1));
    }

    private static <T> T said(String field, Judged<T> judged, Map<String, String> because, Class<T> type) {
        if (judged.value() != null) {
            because.put(field, judged.because());
        }
        return type.cast(judged.value());
    }

    private static Long transferred(Work work, List<Work.Message> received) {
        List<Long> known = Stream.concat(
                        Stream.of(work.promptChars(), work.resultChars()),
                        Stream.concat(work.messages().stream(), received.stream())
                                .map(Work.Message::chars))
                .filter(Objects::nonNull)
                .map(Integer::longValue)
                .toList();
        return known.isEmpty()
                ? null
                : (Long) known.stream().mapToLong(Long::longValue).sum();
    }

    /** The one first that would save most. */
    List<TypePart> types() {
        Map<String, Set<String>> agents = new TreeMap<>();
        for (Work work : episode.works()) {
            if (work.type() != null) {
                agents.computeIfAbsent(work.type(), type -> new HashSet<>()).add(work.agentId());
            }
        }
        return agents.entrySet().stream()
                .map(entry -> type(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(TypePart::halfTimeSavesMs)
                        .reversed()
                        .thenComparing(TypePart::agentType))
                .toList();
    }

    private TypePart type(String type, Set<String> agents) {
        long criticalMs =
                agents.stream().mapToLong(id -> critical.getOrDefault(id, 0L)).sum();
        return new TypePart(
                type,
                agents.size(),
                agents.stream().mapToLong(id -> activities.get(id).workMs()).sum(),
                criticalMs,
                criticalMs == 0 ? 0 : schedule.halfTimeSaves(agents::contains));
    }
}
