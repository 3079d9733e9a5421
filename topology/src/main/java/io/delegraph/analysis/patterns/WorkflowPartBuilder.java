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

/** Builds the part of each agent and each type in a workflow. */
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
            WorkflowExecution execution,
            Map<String, Activity> activities,
            Schedule schedule,
            List<Segment> criticalPath,
            DelegationStructure delegations,
            DelegationClassifier classifier,
            Relations relations) {
        this.execution = execution;
        this.activities = activities;
        this.schedule = schedule;
        this.delegations = delegations;
        this.classifier = classifier;
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
                .map(agent -> part(agent, orchestration))
                .toList();
    }

    private AgentPart part(AgentExecution agent, WorkflowOrchestration orchestration) {
        Map<String, String> because = new HashMap<>();
        Activity activity = activity(agent.agentId());
        long criticalMs = critical.getOrDefault(agent.agentId(), 0L);
        return AgentPart.builder()
                .agentId(agent.agentId())
                .agentType(agent.type())
                .failed(agent.isRoot() || !agent.state().terminal() ? null : (Boolean) agent.failed())
                .context(context(agent, orchestration, activity, because))
                .because(because)
                .activeMs(activity.workMs())
                .waitedMs(activity.waitingMs())
                .personMs(activity.personMs())
                .criticalMs(criticalMs)
                .slackMs(agent.isRoot() ? null : slack.get(agent.agentId()))
                .startDelayMs(
                        agent.requestedAt() == null || agent.runs().isEmpty()
                                ? null
                                : (Long) Math.max(0, agent.from() - agent.requestedAt()))
                .returnDelayMs(
                        agent.answeredAt() == null || agent.runs().isEmpty()
                                ? null
                                : (Long) Math.max(
                                        0,
                                        agent.answeredAt()
                                                - agent.runs().getFirst().to()))
                // an agent that is not on the critical path saves nothing
                .halfTimeSavesMs(criticalMs == 0 ? 0 : schedule.halfTimeSaves(agent.agentId()))
                .build();
    }

    private AgentContext context(
            AgentExecution agent, WorkflowOrchestration orchestration, Activity activity, Map<String, String> because) {
        long runs = activity.workMs() + activity.waitingMs() + activity.personMs();
        List<AgentExecution.Message> received = execution.messagesTo(agent.agentId());
        boolean delegated = !agent.isRoot();
        return AgentContext.builder()
                .agentSpecialization(delegated ? classifier.typeOf(agent).specialization() : null)
                .delegationStrategy(delegations.strategy(
                        delegated && agent.parentId() != null ? agent.parentId() : agent.agentId()))
                .workflowOrchestration(orchestration)
                .delegationReason(
                        delegated
                                ? recordReason(
                                        "delegation_reason", classifier.reason(agent), because, DelegationReason.class)
                                : null)
                .expectedOutcome(
                        delegated
                                ? recordReason(
                                        "expected_outcome",
                                        classifier.expectedOutcome(agent),
                                        because,
                                        ExpectedOutcome.class)
                                : null)
                .resourceAllocation(
                        delegated
                                ? recordReason(
                                        "resource_allocation",
                                        classifier.allocation(agent),
                                        because,
                                        ResourceAllocation.class)
                                : null)
                .coordinationPattern(
                        delegated
                                ? recordReason(
                                        "coordination_pattern",
                                        classifier.coordination(agent, relations),
                                        because,
                                        CoordinationPattern.class)
                                : null)
                .efficiency(
                        runs == 0
                                ? null
                                : (Double) CoordinationMetrics.roundToThousandths((double) activity.workMs() / runs))
                .resourceUsage(agent.tokens())
                .completionTimeMs(
                        agent.state().terminal() && delegated
                                ? (Long) (agent.to() - agent.firstRunRange().from())
                                : null)
                .messageCount(agent.parentMessageCount() + agent.messages().size() + received.size())
                .dataTransferChars(transferred(agent, received))
                .syncPoints(activity.waiting().size() + (agent.answeredAt() == null ? 0 : 1))
                .build();
    }

    private static <T> @Nullable T recordReason(
            String field, Classification<T> judged, Map<String, String> because, Class<T> type) {
        if (judged.value() != null) {
            because.put(field, judged.reason());
        }
        return type.cast(judged.value());
    }

    private static @Nullable Long transferred(AgentExecution agent, List<AgentExecution.Message> received) {
        List<Long> knownSizes = Stream.concat(
                        Stream.of(agent.promptChars(), agent.resultChars()),
                        Stream.concat(agent.messages().stream(), received.stream())
                                .map(AgentExecution.Message::chars))
                .filter(Objects::nonNull)
                .map(Integer::longValue)
                .toList();
        return knownSizes.isEmpty()
                ? null
                : (Long) knownSizes.stream().mapToLong(Long::longValue).sum();
    }

    /** Types sorted by the largest saving. */
    List<TypePart> types() {
        Map<String, Set<String>> agents = new TreeMap<>();
        for (AgentExecution agent : execution.executions()) {
            if (agent.type() != null) {
                agents.computeIfAbsent(agent.type(), type -> new HashSet<>()).add(agent.agentId());
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
