package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The context of an agent in its workflow. Null means unknown, never a guess.
 *
 * @param agentSpecialization purpose of its type, as in {@code config/agent-types.yaml}
 * @param delegationStrategy how its parent delegates in this workflow; for the root its own, in its latest workflow with delegations
 * @param workflowOrchestration of its workflow; for the root of its latest workflow
 * @param delegationReason null for the root, like the next three
 * @param efficiency share of its runs in which it waited neither for agents that it had requested nor for a person, 0..1
 * @param resourceUsage tokens of all its model requests; null where {@code tokens_source} is not TRANSCRIPT: other sources have only the
 * last one
 * @param completionTimeMs from request (else start) to the end of its latest run; null while it runs
 * @param messageCount its request, its latest result, if any, and messages that it sent or received; messages to and from its own agents
 * count for these
 * @param dataTransferChars characters of these, where their size is known; null when none is known
 * @param syncPoints how often it waited for agents that it had requested, concurrent ones counting once, and one more when its parent
 * waited for it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record AgentContext(
        @Nullable String agentSpecialization,
        @Nullable DelegationStrategy delegationStrategy,
        @Nullable WorkflowOrchestration workflowOrchestration,
        @Nullable DelegationReason delegationReason,
        @Nullable ExpectedOutcome expectedOutcome,
        @Nullable ResourceAllocation resourceAllocation,
        @Nullable CoordinationPattern coordinationPattern,
        @Nullable Double efficiency,
        @Nullable Long resourceUsage,
        @Nullable Long completionTimeMs,
        @Nullable Integer messageCount,
        @Nullable Long dataTransferChars,
        @Nullable Integer syncPoints)
        implements AgentContextBuilder.With {
    public static AgentContextBuilder builder() {
        return AgentContextBuilder.builder();
    }
}
