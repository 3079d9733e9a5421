package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What an agent was to its workflow. Null means unknown, never a guess.
 *
 * @param agentSpecialization what its type is made for, a word of {@code config/agent-types.yaml}
 * @param delegationStrategy how the one who delegated it delegates in this workflow; for the root its own, of its latest workflow that
 *     delegates
 * @param workflowOrchestration of its workflow; for the root of its latest workflow
 * @param delegationReason null for the root, as the next three
 * @param efficiency share of its runs in which it was at work itself: it stood still neither for agents that it had asked for nor for a
 *     person, 0..1
 * @param resourceUsage tokens of all its model requests; null where {@code tokens_source} is not TRANSCRIPT: others tell of the last one
 *     only
 * @param completionTimeMs from request (else start) to the end of its latest run; null while it runs
 * @param messageCount its request, its latest result if it gave one, messages that it sent or got; what passed to and from agents that it
 *     asked for is theirs
 * @param dataTransferChars characters of these, where their size is known; null when none is
 * @param syncPoints how often it stood still for agents that it had asked for, those side by side counting once, and one more when the
 *     one who delegated it stood still for it
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
