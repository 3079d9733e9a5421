package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * A workflow as a graph: when its agents worked, with whom, and its critical path.
 *
 * @param stages of all delegating agents, in order of their start
 * @param agents the root first, then by start
 * @param types sorted by the largest saving; without the root
 * @param relations at most 20,000, hand-offs first
 * @param gates in the order of the agents
 * @param leftOut number of agents and relations that are not listed, because there are too many relations, or because a record cannot hold
 * the graph and has an {@link Excerpt} of it
 * @param concurrency times with each number of agents at work; adds up to the elapsed time
 * @param criticalPath oldest first; gaps are times without known activity
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record WorkflowGraph(
        WorkflowOrchestration orchestration,
        List<Stage> stages,
        List<Delegator> delegators,
        List<AgentPart> agents,
        List<TypePart> types,
        List<Relation> relations,
        List<QualityGate> gates,
        int leftOut,
        List<ConcurrencyLevel> concurrency,
        List<Segment> criticalPath,
        Coordination coordination) {
    public WorkflowGraph {
        stages = List.copyOf(stages);
        delegators = List.copyOf(delegators);
        agents = List.copyOf(agents);
        types = List.copyOf(types);
        relations = List.copyOf(relations);
        // graphs of an earlier version have no gates
        gates = gates == null ? List.of() : List.copyOf(gates);
        concurrency = List.copyOf(concurrency);
        criticalPath = List.copyOf(criticalPath);
    }

    public static WorkflowGraphBuilder builder() {
        return WorkflowGraphBuilder.builder();
    }

    /**
     * The time with a number of agents at work.
     *
     * @param agents number of agents including the root, or 0
     */
    public record ConcurrencyLevel(int agents, long ms) {}
}
