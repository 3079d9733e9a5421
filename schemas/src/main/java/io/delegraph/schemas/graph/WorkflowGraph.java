package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What came of a workflow as a graph: who worked when, with whom, and what the elapsed time waited for.
 *
 * @param stages of every agent that delegates, in order of their start
 * @param agents the root first, then by start
 * @param types the one first that would save most; the root is none
 * @param relations at most 20,000, hand-offs first
 * @param gates of what was checked, in the order of the agents
 * @param leftOut how many agents and relations are not listed: there are too many relations, or a record would not hold the graph and has
 *     an {@link Excerpt} of it
 * @param concurrency how long so many agents were at work at once; sums up to the elapsed time
 * @param criticalPath oldest first; gaps are times in which nothing of the workflow is known to have gone on
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
        // one that was written before gates were told has none
        gates = gates == null ? List.of() : List.copyOf(gates);
        concurrency = List.copyOf(concurrency);
        criticalPath = List.copyOf(criticalPath);
    }

    public static WorkflowGraphBuilder builder() {
        return WorkflowGraphBuilder.builder();
    }

    /**
     * How long so many were at work at once.
     *
     * @param agents 0 when nobody was, the root counted
     */
    public record ConcurrencyLevel(int agents, long ms) {}
}
