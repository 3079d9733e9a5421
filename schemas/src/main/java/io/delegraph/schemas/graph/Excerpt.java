package io.delegraph.schemas.graph;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.graph.WorkflowGraph.ConcurrencyLevel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The part of a graph that is kept when a record cannot hold the whole: the most important entries in their original order. The others are
 * only counted.
 */
public final class Excerpt {
    /** Agents on the critical path first, then failed ones, then by working time; the root before all. */
    private static final Comparator<AgentPart> BY_IMPORTANCE = Comparator.comparing(
                    (AgentPart part) -> !part.agentId().equals(ROOT))
            .thenComparing(part -> part.criticalMs() == 0)
            .thenComparing(part -> !Boolean.TRUE.equals(part.failed()))
            .thenComparing(Comparator.comparingLong(AgentPart::activeMs).reversed())
            .thenComparing(Comparator.comparingLong(Excerpt::tokens).reversed())
            .thenComparing(AgentPart::agentId);

    private final WorkflowGraph whole;
    private final double share;
    private final Set<String> kept = new HashSet<>();

    private Excerpt(WorkflowGraph whole, double share) {
        this.whole = whole;
        this.share = share;
    }

    /** Keeps the given share (0..1) of each of the graph's lists; of agents and relations at least the first. */
    public static WorkflowGraph of(WorkflowGraph whole, double share) {
        return new Excerpt(whole, share).excerpt();
    }

    private WorkflowGraph excerpt() {
        whole.agents().stream()
                .sorted(BY_IMPORTANCE)
                .limit(Math.max(1, count(whole.agents())))
                .forEach(part -> kept.add(part.agentId()));
        List<AgentPart> agents = whole.agents().stream()
                .filter(part -> kept.contains(part.agentId()))
                .toList();
        List<Relation> relations = whole.relations().stream()
                .filter(relation -> kept.contains(relation.from()) && kept.contains(relation.to()))
                .limit(Math.max(1, count(whole.relations())))
                .toList();
        int leftOut = whole.leftOut()
                + (whole.agents().size() - agents.size())
                + (whole.relations().size() - relations.size());
        return WorkflowGraph.builder()
                .orchestration(whole.orchestration())
                .stages(stages())
                .delegators(whole.delegators().stream()
                        .filter(delegator -> kept.contains(delegator.agentId()))
                        .toList())
                .agents(agents)
                .types(whole.types().stream().limit(count(whole.types())).toList())
                .relations(relations)
                .gates(gates())
                .leftOut(leftOut)
                .concurrency(longest(whole.concurrency(), ConcurrencyLevel::ms))
                .criticalPath(longest(whole.criticalPath(), segment -> segment.to() - segment.from()))
                .coordination(whole.coordination())
                .build();
    }

    private int count(List<?> list) {
        return (int) (list.size() * share);
    }

    private List<Stage> stages() {
        return whole.stages().stream()
                .map(stage -> stage.withAgentIds(
                        stage.agentIds().stream().filter(kept::contains).toList()))
                .filter(stage -> !stage.agentIds().isEmpty())
                .toList();
    }

    private List<QualityGate> gates() {
        return whole.gates().stream()
                .filter(gate -> kept.contains(gate.agentId())
                        && gate.validatorAgentIds().stream().anyMatch(kept::contains))
                .map(gate -> new QualityGate(
                        gate.agentId(),
                        gate.validatorAgentIds().stream().filter(kept::contains).toList(),
                        gate.evidence(),
                        gate.rework(),
                        gate.addedMs()))
                .toList();
    }

    /** The longest ones in their original order. */
    private <T> List<T> longest(List<T> all, ToLongFunction<T> length) {
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -length.applyAsLong(all.get(i)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count(all))
                .sorted()
                .map(all::get)
                .toList();
    }

    private static long tokens(AgentPart part) {
        Long tokens = part.context().resourceUsage();
        return tokens == null ? 0 : tokens;
    }
}
