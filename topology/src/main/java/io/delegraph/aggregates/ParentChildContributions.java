package io.delegraph.aggregates;

import static io.delegraph.aggregates.SumMetric.*;
import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares agents with the agents that delegated to them. The workflow contributes this because its graph has both agents of every pair at
 * one moment. If each agent contributed its own, it would have to wait for its parent's row, and every revision of a parent would have to
 * find the children.
 *
 * <p>The compared times are the agents' own work. A waiting parent lasts at least as long as its child, so their durations would always
 * correlate.
 */
final class ParentChildContributions {
    /** Maximum number of type pairs of one workflow that are counted separately, those with most agents first. */
    private static final int MAX_TYPE_PAIRS = 16;

    private ParentChildContributions() {}

    /** A parent and its child. */
    private record ParentChildPair(AgentPart parent, AgentPart child) {
        TypePair types() {
            return new TypePair(name(parent), name(child));
        }

        private static String name(AgentPart part) {
            return DimensionValues.escapeReserved(part.agentType(), Dimension.UNKNOWN);
        }
    }

    private record TypePair(String parent, String child) {
        static final TypePair OTHER = new TypePair(Dimension.OTHER, Dimension.OTHER);
    }

    /** The contributions of a settled workflow with a graph; agents that the graph does not list are left out. */
    static List<Contribution> of(WorkflowSummary workflow, WorkflowGraph graph, long at) {
        Map<TypePair, List<ParentChildPair>> byTypes =
                endedPairs(graph).stream().collect(Collectors.groupingBy(ParentChildPair::types));
        List<TypePair> sorted = byTypes.keySet().stream()
                .sorted(Comparator.comparing((TypePair types) ->
                                -byTypes.getOrDefault(types, List.of()).size())
                        .thenComparing(TypePair::parent)
                        .thenComparing(TypePair::child))
                .toList();
        Map<TypePair, Aggregate> sums = new LinkedHashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            TypePair toldAs = i < MAX_TYPE_PAIRS ? sorted.get(i) : TypePair.OTHER;
            byTypes.getOrDefault(sorted.get(i), List.of())
                    .forEach(pair -> sums.merge(toldAs, sum(pair), Aggregate::plus));
        }
        return sums.entrySet().stream()
                .map(entry ->
                        Contribution.of(Subject.PAIR, workflow.source(), at, values(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static List<ParentChildPair> endedPairs(WorkflowGraph graph) {
        Map<String, AgentPart> parts = new HashMap<>();
        graph.agents().forEach(part -> parts.put(part.agentId(), part));
        List<ParentChildPair> pairs = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            AgentPart parent = parts.get(stage.delegatorAgentId());
            for (String child : stage.agentIds()) {
                AgentPart part = parts.get(child);
                if (parent != null && part != null && ended(parent) && ended(part)) {
                    pairs.add(new ParentChildPair(parent, part));
                }
            }
        }
        return pairs;
    }

    private static boolean ended(AgentPart part) {
        return !part.agentId().equals(ROOT) && part.failed() != null;
    }

    private static Map<Dimension, String> values(TypePair types) {
        return new DimensionValues()
                .putVerbatim(Dimension.PARENT_TYPE, types.parent)
                .putVerbatim(Dimension.AGENT_TYPE, types.child)
                .toMap();
    }

    private static Aggregate sum(ParentChildPair pair) {
        AggregateBuilder builder = new AggregateBuilder().increment(PAIRS);
        long parent = AggregateBuilder.milliLog(pair.parent.activeMs());
        long child = AggregateBuilder.milliLog(pair.child.activeMs());
        builder.add(PARENT_WORK_LOG, parent)
                .add(CHILD_WORK_LOG, child)
                .add(PARENT_WORK_LOG_SQUARED, parent * parent)
                .add(CHILD_WORK_LOG_SQUARED, child * child)
                .add(WORK_LOG_PRODUCT, parent * child);
        tokens(pair.parent.context().resourceUsage(), pair.child.context().resourceUsage(), builder);
        boolean parentFailed = Boolean.TRUE.equals(pair.parent.failed());
        boolean childFailed = Boolean.TRUE.equals(pair.child.failed());
        if (parentFailed) {
            builder.increment(PARENT_FAILED);
        }
        if (childFailed) {
            builder.increment(CHILD_FAILED);
        }
        return (parentFailed && childFailed ? builder.increment(BOTH_FAILED) : builder).build();
    }

    private static void tokens(@Nullable Long ofParent, @Nullable Long ofChild, AggregateBuilder builder) {
        if (ofParent != null && ofChild != null) {
            long parent = AggregateBuilder.milliLog(ofParent);
            long child = AggregateBuilder.milliLog(ofChild);
            builder.increment(TOKEN_PAIRS)
                    .add(PARENT_TOKENS_LOG, parent)
                    .add(CHILD_TOKENS_LOG, child)
                    .add(PARENT_TOKENS_LOG_SQUARED, parent * parent)
                    .add(CHILD_TOKENS_LOG_SQUARED, child * child)
                    .add(TOKENS_LOG_PRODUCT, parent * child);
        }
    }
}
