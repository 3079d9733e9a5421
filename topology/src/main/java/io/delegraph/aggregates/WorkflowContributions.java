package io.delegraph.aggregates;

import static io.delegraph.aggregates.SumMetric.*;
import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All contributions of a workflow. */
public final class WorkflowContributions {
    private static final Set<AgentState> UNSUCCESSFUL_STATES =
            EnumSet.of(AgentState.FAILED, AgentState.REFUSED, AgentState.KILLED, AgentState.LOST);

    /** Maximum number of types of one workflow that are counted separately, because they share one row of the store. */
    private static final int MAX_TYPES = 64;

    private WorkflowContributions() {}

    /**
     * The workflow's own contribution and, once it has settled, one for each type, each pair of types and each stage. None while no time of
     * the workflow is known: its prompt was not seen, and nothing was analysed or has ended.
     */
    public static List<Contribution> of(WorkflowSummary workflow) {
        List<Contribution> contributions = new ArrayList<>();
        promptedAt(workflow).ifPresent(at -> {
            contributions.add(Contribution.of(
                    Subject.WORKFLOW, workflow.source(), at, values(workflow), WorkflowAggregate.of(workflow)));
            WorkflowGraph graph = workflow.graph();
            if (workflow.settled() && graph != null) {
                mergeByType(graph.types()).forEach(part -> contributions.add(part(workflow, at, part)));
                contributions.addAll(ParentChildContributions.of(workflow, graph, at));
                contributions.addAll(StageContributions.of(workflow, graph, at));
                contributions.addAll(BehaviourContributions.of(workflow, graph));
            }
        });
        return contributions;
    }

    /** Merges types with the same name on topics. */
    private static Collection<TypePart> mergeByType(List<TypePart> types) {
        Map<String, TypePart> parts = new LinkedHashMap<>();
        for (int i = 0; i < types.size(); i++) {
            String name = i < MAX_TYPES
                    ? DimensionValues.escapeReserved(types.get(i).agentType(), Dimension.UNKNOWN)
                    : Dimension.OTHER;
            parts.merge(name, withName(name, types.get(i)), WorkflowContributions::merge);
        }
        return parts.values();
    }

    private static TypePart withName(String name, TypePart typePart) {
        return new TypePart(
                name, typePart.agents(), typePart.activeMs(), typePart.criticalMs(), typePart.halfTimeSavesMs());
    }

    private static TypePart merge(TypePart one, TypePart other) {
        return new TypePart(
                one.agentType(),
                one.agents() + other.agents(),
                one.activeMs() + other.activeMs(),
                one.criticalMs() + other.criticalMs(),
                one.halfTimeSavesMs() + other.halfTimeSavesMs());
    }

    private static Contribution part(WorkflowSummary workflow, long at, TypePart part) {
        Map<Dimension, String> values = new DimensionValues()
                .putVerbatim(Dimension.AGENT_TYPE, part.agentType())
                .put(Dimension.PROJECT, workflow.project())
                .toMap();
        Aggregate sum = new AggregateBuilder()
                .increment(WORKFLOWS)
                .add(AGENTS, part.agents())
                .add(ACTIVE_MS, part.activeMs())
                .add(CRITICAL_MS, part.criticalMs())
                .add(HALF_TIME_SAVES_MS, part.halfTimeSavesMs())
                .build();
        return Contribution.of(Subject.PART, workflow.source(), at, values, sum);
    }

    private static Optional<Long> promptedAt(WorkflowSummary workflow) {
        if (workflow.startedAt() != null) {
            return Optional.of(workflow.startedAt());
        }
        Optional<Long> asked = workflow.graph() == null
                ? Optional.empty()
                : workflow.graph().stages().stream().map(Stage::startedAt).min(Long::compare);
        return asked.or(() -> Optional.ofNullable(workflow.endedAt()));
    }

    private static Map<Dimension, String> values(WorkflowSummary workflow) {
        DimensionValues values = new DimensionValues()
                .put(Dimension.OUTCOME, outcome(workflow))
                .put(Dimension.PROJECT, workflow.project())
                .put(Dimension.USER, workflow.user());
        WorkflowGraph graph = workflow.graph();
        values.put(Dimension.ORCHESTRATION, graph == null ? null : graph.orchestration())
                .put(Dimension.STRATEGY, graph == null ? null : strategy(graph));
        DeclaredFlags flags = workflow.declared();
        return values.putVerbatim(Dimension.DECLARED, anyDeclared(flags) ? "declared" : Dimension.UNDECLARED)
                .put(Dimension.DECLARED_DELEGATE, declaredValue(flags, DeclaredFlags::delegate), Dimension.UNDECLARED)
                .put(
                        Dimension.DECLARED_CONCURRENCY,
                        declaredValue(flags, DeclaredFlags::concurrency),
                        Dimension.UNDECLARED)
                .put(Dimension.DECLARED_WAVE_MODE, declaredValue(flags, DeclaredFlags::waveMode), Dimension.UNDECLARED)
                .put(
                        Dimension.DECLARED_WAVE_STRATEGY,
                        declaredValue(flags, DeclaredFlags::waveStrategy),
                        Dimension.UNDECLARED)
                .put(Dimension.DECLARED_LOOP, declaredValue(flags, DeclaredFlags::loop), Dimension.UNDECLARED)
                .toMap();
    }

    private static @Nullable Object declaredValue(@Nullable DeclaredFlags flags, Function<DeclaredFlags, ?> flag) {
        return flags == null ? null : flag.apply(flags);
    }

    private static boolean anyDeclared(@Nullable DeclaredFlags flags) {
        return flags != null
                && !flags.equals(DeclaredFlags.builder()
                        .command(flags.command())
                        .invalid(flags.invalid())
                        .build());
    }

    static String outcome(WorkflowSummary workflow) {
        if (!workflow.settled()) {
            return DelegationContributions.STILL_OPEN;
        }
        return workflow.agents().keySet().stream().anyMatch(UNSUCCESSFUL_STATES::contains) ? "WITH_FAILURES" : "CLEAN";
    }

    /** The root's strategy; {@code none} when it does not delegate. */
    private static Object strategy(WorkflowGraph graph) {
        return graph.delegators().stream()
                .filter(delegator -> delegator.agentId().equals(ROOT))
                .map(Delegator::strategy)
                .filter(Objects::nonNull)
                .findFirst()
                .<Object>map(Function.identity())
                .orElse("none");
    }
}
