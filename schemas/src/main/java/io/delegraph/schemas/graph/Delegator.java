package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An agent that delegates, within one workflow.
 *
 * @param children that were started
 * @param orchestrator whether it starts agents of several specialised types and goes on with all their results
 * @param peakChildren most children at work at once
 * @param timeImbalance longest active time of a child by the mean of all, 1 for even; null with fewer than two
 * @param tokenImbalance most tokens of a child by the mean of those known, 1 for even; null with fewer than two known
 * @param idleLaneMs within its stages, the time from each child's end to the last one's, summed
 * @param evenSplitSavesMs what its stages would be shorter by, summed, if each one's active time were spread evenly over its children
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Delegator(
        String agentId,
        DelegationStrategy strategy,
        boolean orchestrator,
        int children,
        int peakChildren,
        @Nullable Double timeImbalance,
        @Nullable Double tokenImbalance,
        long idleLaneMs,
        long evenSplitSavesMs) {}
