package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What an agent was to its workflow. Null means unknown, never a guess.
 *
 * @param agentSpecialization what its type is made for, a word of {@code config/agent-types.yaml}
 * @param delegationStrategy how the one who delegated it delegates in this workflow; for the root its own, of its latest workflow that
 *     delegates
 * @param workflowOrchestration of its workflow; for the root of its latest workflow
 * @param delegationReason null for the root, as the next three
 * @param efficiency share of its runs in which it was at work itself and waited neither for a child nor for a person, 0..1
 * @param resourceUsage its tokens, as {@code total_tokens} of its lifecycle
 * @param completionTimeMs from request (else start) to its end; null while it runs
 * @param messageCount requests, results and messages to and from it
 * @param dataTransferChars characters of these, where their size is known; null when none is
 * @param syncPoints how often it, or the one who delegated it, stood still until it or its children were done
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AgentContext(
        String agentSpecialization,
        DelegationStrategy delegationStrategy,
        WorkflowOrchestration workflowOrchestration,
        DelegationReason delegationReason,
        ExpectedOutcome expectedOutcome,
        ResourceAllocation resourceAllocation,
        CoordinationPattern coordinationPattern,
        Double efficiency,
        Long resourceUsage,
        Long completionTimeMs,
        Integer messageCount,
        Long dataTransferChars,
        Integer syncPoints) {
    /** The same with another strategy. */
    public AgentContext delegating(DelegationStrategy strategy) {
        return new AgentContext(
                agentSpecialization,
                strategy,
                workflowOrchestration,
                delegationReason,
                expectedOutcome,
                resourceAllocation,
                coordinationPattern,
                efficiency,
                resourceUsage,
                completionTimeMs,
                messageCount,
                dataTransferChars,
                syncPoints);
    }
}
