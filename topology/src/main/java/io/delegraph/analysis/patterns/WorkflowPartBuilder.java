package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.Activity;
import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.Relations;
import io.delegraph.analysis.graph.Schedule;
import io.delegraph.analysis.graph.WorkflowExecution;
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
import org.jspecify.annotations.Nullable;

/** Each agent's and each type's part in a workflow. */
final class WorkflowPartBuilder {
    private final WorkflowExecution execution;
    private final Map<String, Activity> activities;
    private final Schedule schedule;
    private final DelegationStructure delegations;
    private final DelegationClassifier classifier;
    private final Relations relations;
    private final Map<String, Long> slack;
    private final Map<String, Long> critical = new HashMap<>();

    WorkflowPartBuilder(
            WorkflowExecution episode,
            Map<String, Activity> activities,
            Schedule schedule,
            List<Segment> criticalPath,
            DelegationStructure delegations,
            DelegationClassifier judgement,
            Relations relations) {
        this.execution = episode;
        this.activities = activities;
        this.schedule = schedule;
        this.delegations = delegations;
        this.classifier = judgement;
        this.relations = relations;
        this.slack = schedule.slack();
        criticalPath.stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORK)
                .forEach(segment -> critical.merge(segment.agentId(), segment.to() - segment.from(), Long::sum));
    }

    private Activity activity(String agentId) {
        return Objects.requireNonNull(activities.get(agentId), "every agent of the execution has its activity");
    }

    List<AgentPart> agents(WorkflowOrchestration orchestration) {
        return execution.executions().stream()
                .map(work -> part(work, orchestration))
                .toList();
    }

    private AgentPart part(AgentExecution work, WorkflowOrchestration orchestration) {
        Map<String, String> because = new HashMap<>();
        Activity activity = activity(work.agentId());
        long criticalMs = critical.getOrDefault(work.agentId(), 0L);
        return AgentPart.builder()
                .agentId(work.agentId())
                .agentType(work.type())
                .failed(work.isRoot() || !work.state().terminal() ? null : (Boolean) work.failed())
                .context(context(work, orchestration, activity, because))
                .because(because)
                .activeMs(activity.workMs())
                .waitedMs(activity.waitingMs())
                .personMs(activity.personMs())
                .criticalMs(criticalMs)
                .slackMs(work.isRoot() ? null : slack.get(work.agentId()))
                .startDelayMs(
                        work.requestedAt() == null || work.runs().isEmpty()
                                ? null
                                : (Long) Math.max(0, work.from() - work.requestedAt()))
                .returnDelayMs(
                        work.answeredAt() == null || work.runs().isEmpty()
                                ? null
                                : (Long) Math.max(
                                        0,
                                        work.answeredAt()
                                                - work.runs().getFirst().to()))
                // what is not on the longest way shortens nothing
                .halfTimeSavesMs(criticalMs == 0 ? 0 : schedule.halfTimeSaves(work.agentId()))
                .build();
    }

    private AgentContext context(
            AgentExecution work, WorkflowOrchestration orchestration, Activity activity, Map<String, String> because) {
        long runs = activity.workMs() + activity.waitingMs() + activity.personMs();
        List<AgentExecution.Message> received = execution.messagesTo(work.agentId());
        boolean known = !work.isRoot();
        return AgentContext.builder()
                .agentSpecialization(known ? classifier.typeOf(work).specialization() : null)
                .delegationStrategy(
                        delegations.strategy(known && work.parentId() != null ? work.parentId() : work.agentId()))
                .workflowOrchestration(orchestration)
                .delegationReason(
                        known
                                ? recordReason(
                                        "delegation_reason", classifier.reason(work), because, DelegationReason.class)
                                : null)
                .expectedOutcome(
                        known
                                ? recordReason(
                                        "expected_outcome",
                                        classifier.expectedOutcome(work),
                                        because,
                                        ExpectedOutcome.class)
                                : null)
                .resourceAllocation(
                        known
                                ? recordReason(
                                        "resource_allocation",
                                        classifier.allocation(work),
                                        because,
                                        ResourceAllocation.class)
                                : null)
                .coordinationPattern(
                        known
                                ? recordReason(
                                        "coordination_pattern",
                                        classifier.coordination(work, relations),
                                        because,
                                        CoordinationPattern.class)
                                : null)
                .efficiency(
                        runs == 0
                                ? null
                                : (Double) CoordinationMetrics.roundToThousandths((double) activity.workMs() / runs))
                .resourceUsage(work.tokens())
                .completionTimeMs(
                        work.state().terminal() && known
                                ? (Long) (work.to() - work.firstRunRange().from())
                                : null)
                .messageCount(work.parentMessageCount() + work.messages().size() + received.size())
                .dataTransferChars(transferred(work, received))
                .syncPoints(activity.waiting().size() + (work.answeredAt() == null ? 0 : 1))
                .build();
    }

    private static <T> @Nullable T recordReason(
            String field, Classification<T> judged, Map<String, String> because, Class<T> type) {
        if (judged.value() != null) {
            because.put(field, judged.reason());
        }
        return type.cast(judged.value());
    }

    private static @Nullable Long transferred(AgentExecution work, List<AgentExecution.Message> received) {
        List<Long> known = Stream.concat(
                        Stream.of(work.promptChars(), work.resultChars()),
                        Stream.concat(work.messages().stream(), received.stream())
                                .map(AgentExecution.Message::chars))
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
        for (AgentExecution work : execution.executions()) {
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
                agents.stream().mapToLong(id -> activity(id).workMs()).sum(),
                criticalMs,
                criticalMs == 0 ? 0 : schedule.halfTimeSaves(agents::contains));
    }
}
