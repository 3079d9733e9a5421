package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.StageGrouping;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.DelegationStrategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How each agent of a workflow delegates. */
final class DelegationStructure {
    /** The type without a special purpose. */
    private static final String GENERAL_PURPOSE = "general-purpose";

    private final WorkflowExecution execution;
    private final StageGrouping.Overlap overlap;
    private final Map<String, List<List<AgentExecution>>> stages = new HashMap<>();
    private final Map<String, DelegationStrategy> strategies = new HashMap<>();
    private final Map<String, SiblingIndex> siblings = new HashMap<>();

    DelegationStructure(WorkflowExecution execution, StageGrouping.Overlap together) {
        this.execution = execution;
        this.overlap = together;
    }

    /** Its children in consecutive groups. */
    List<List<AgentExecution>> stages(String delegator) {
        return stages.computeIfAbsent(delegator, id -> StageGrouping.of(execution.children(id), overlap));
    }

    /** Null when it does not delegate. */
    @Nullable
    DelegationStrategy strategy(String delegator) {
        return strategies.computeIfAbsent(delegator, id -> strategy(execution.children(id)));
    }

    private @Nullable DelegationStrategy strategy(List<AgentExecution> children) {
        if (children.isEmpty()) {
            return null;
        }
        if (children.stream()
                .anyMatch(child -> !execution.children(child.agentId()).isEmpty())) {
            return DelegationStrategy.HIERARCHICAL;
        }
        if (children.stream().anyMatch(this::hasConcurrentSibling)) {
            return DelegationStrategy.PARALLEL;
        }
        return children.size() > 1 ? DelegationStrategy.SEQUENTIAL : DelegationStrategy.SINGLE;
    }

    /** Whether one of its siblings was at work at the same time. */
    boolean hasConcurrentSibling(AgentExecution child) {
        return hasConcurrentSiblingLike(child, other -> true);
    }

    /** Whether one of its siblings that satisfies {@code like} was at work at the same time. */
    boolean hasConcurrentSiblingLike(AgentExecution child, Predicate<AgentExecution> like) {
        return siblings.computeIfAbsent(child.parentId(), id -> new SiblingIndex(execution.children(id), overlap))
                .hasConcurrentLike(child, like);
    }

    /** Whether it starts agents of several specialised types and waits for all of them. */
    boolean orchestrates(String delegator) {
        List<AgentExecution> children = execution.children(delegator);
        TreeSet<String> types = new TreeSet<>();
        children.stream()
                .map(AgentExecution::type)
                .filter(type -> type != null && !type.equals(GENERAL_PURPOSE))
                .forEach(types::add);
        return types.size() > 1 && children.stream().allMatch(AgentExecution::awaited);
    }

    /** The most of its children at work at once. */
    int peakChildren(String delegator) {
        return new PeakConcurrentChildren(execution.children(delegator), overlap).peak();
    }
}
