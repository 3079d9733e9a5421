package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The workflow of one prompt: the value of {@code agent.workflows}, revised until it settles.
 *
 * @param workflowId the prompt's id
 * @param number of the prompt in its session, 1 for the first that was given; null when it was not seen
 * @param settled true when the root stopped, every agent ended and every background run was notified or lost
 * @param startedAt when the prompt was given, epoch ms; null when it was not seen
 * @param endedAt its last end, epoch ms; null while not settled
 * @param agents number of agents in each state, without the root
 * @param maxLevel deepest level of its started agents; 0 without any
 * @param toolCalls of its agents, and the root's own for this prompt
 * @param declared flags of the prompt; null when there are none
 * @param source the producing client; null when the session's is unknown, like the next three
 * @param workflowToolAgents of its runs of the Workflow tool; null before one has ended, and for clients that report no numbers
 * @param graph its latest analysis; null before the first one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record WorkflowSummary(
        String sessionId,
        String workflowId,
        @Nullable Integer number,
        boolean settled,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable Long durationMs,
        Map<AgentState, Integer> agents,
        int maxLevel,
        int toolCalls,
        int toolFailures,
        @Nullable String command,
        @Nullable DeclaredFlags declared,
        @Nullable String source,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host,
        @Nullable WorkflowToolAgents workflowToolAgents,
        @Nullable WorkflowGraph graph,
        long asOf)
        implements WorkflowSummaryBuilder.With {
    public WorkflowSummary {
        // sorted by state, so that equal counts have equal bytes
        agents = Collections.unmodifiableMap(new TreeMap<>(agents));
    }

    public static WorkflowSummaryBuilder builder() {
        return WorkflowSummaryBuilder.builder();
    }
}
