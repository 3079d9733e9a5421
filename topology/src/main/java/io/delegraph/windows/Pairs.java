package io.delegraph.windows;

import static io.delegraph.schemas.AgentId.ROOT;
import static io.delegraph.windows.Amount.*;

import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How agents did beside the agents that delegated to them. It is the workflow that contributes this: its graph has both ends of every
 * pair at one moment. Were it each agent, one would have to wait for the other's row, and every revision of a parent would have to find
 * its children.
 *
 * <p>What is set side by side is the time at work itself. A parent that waits lasts as long as its child and longer: their durations would
 * go together whatever they did.
 */
final class Pairs {
    /** Maximum number of type pairs of one workflow that are counted separately, those with most agents first. */
    private static final int MOST = 16;

    private Pairs() {}

    /** Parent and child. */
    private record Pair(AgentPart parent, AgentPart child) {
        Types types() {
            return new Types(name(parent), name(child));
        }

        private static String name(AgentPart part) {
            return Values.name(part.agentType(), Dimension.UNKNOWN);
        }
    }

    private record Types(String parent, String child) {
        static final Types OTHER = new Types(Dimension.OTHER, Dimension.OTHER);
    }

    /** Of a settled workflow with a graph; agents that the graph does not list are left out. */
    static List<Contribution> of(WorkflowSummary workflow, long at) {
        Map<Types, List<Pair>> byTypes = all(workflow).stream().collect(Collectors.groupingBy(Pair::types));
        List<Types> sorted = byTypes.keySet().stream()
                .sorted(Comparator.comparing(
                                (Types types) -> -byTypes.get(types).size())
                        .thenComparing(Types::parent)
                        .thenComparing(Types::child))
                .toList();
        Map<Types, Aggregate> sums = new LinkedHashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            Types toldAs = i < MOST ? sorted.get(i) : Types.OTHER;
            byTypes.get(sorted.get(i)).forEach(pair -> sums.merge(toldAs, sum(pair), Aggregate::plus));
        }
        return sums.entrySet().stream()
                .map(entry ->
                        Contribution.of(Subject.PAIR, workflow.source(), at, values(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static List<Pair> all(WorkflowSummary workflow) {
        Map<String, AgentPart> parts = new HashMap<>();
        workflow.graph().agents().forEach(part -> parts.put(part.agentId(), part));
        List<Pair> pairs = new ArrayList<>();
        for (Stage stage : workflow.graph().stages()) {
            AgentPart parent = parts.get(stage.delegatorAgentId());
            for (String child : stage.agentIds()) {
                if (ended(parent) && ended(parts.get(child))) {
                    pairs.add(new Pair(parent, parts.get(child)));
                }
            }
        }
        return pairs;
    }

    private static boolean ended(AgentPart part) {
        return part != null && !part.agentId().equals(ROOT) && part.failed() != null;
    }

    private static Map<Dimension, String> values(Types types) {
        return new Values()
                .written(Dimension.PARENT_TYPE, types.parent)
                .written(Dimension.AGENT_TYPE, types.child)
                .map();
    }

    private static Aggregate sum(Pair pair) {
        Tally tally = new Tally().one(PAIRS);
        long parent = Tally.log(pair.parent.activeMs());
        long child = Tally.log(pair.child.activeMs());
        tally.add(PARENT_WORK_LOG, parent)
                .add(CHILD_WORK_LOG, child)
                .add(PARENT_WORK_LOG_SQUARED, parent * parent)
                .add(CHILD_WORK_LOG_SQUARED, child * child)
                .add(WORK_LOG_PRODUCT, parent * child);
        tokens(pair.parent.context().resourceUsage(), pair.child.context().resourceUsage(), tally);
        if (pair.parent.failed()) {
            tally.one(PARENT_FAILED);
        }
        if (pair.child.failed()) {
            tally.one(CHILD_FAILED);
        }
        return (pair.parent.failed() && pair.child.failed() ? tally.one(BOTH_FAILED) : tally).sum();
    }

    private static void tokens(Long ofParent, Long ofChild, Tally tally) {
        if (ofParent != null && ofChild != null) {
            long parent = Tally.log(ofParent);
            long child = Tally.log(ofChild);
            tally.one(TOKEN_PAIRS)
                    .add(PARENT_TOKENS_LOG, parent)
                    .add(CHILD_TOKENS_LOG, child)
                    .add(PARENT_TOKENS_LOG_SQUARED, parent * parent)
                    .add(CHILD_TOKENS_LOG_SQUARED, child * child)
                    .add(TOKENS_LOG_PRODUCT, parent * child);
        }
    }
}
