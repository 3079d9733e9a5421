package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An agent that delegates, within one workflow.
 *
 * @param children number of started children
 * @param orchestrator whether it starts agents of several specialised types and continues with all their results
 * @param peakChildren the most children at work at once
 * @param timeImbalance longest active time of a child divided by the mean of all, 1 for even; null with fewer than two
 * @param tokenImbalance most tokens of a child divided by the mean of the known ones, 1 for even; null with fewer than two known
 * @param idleLaneMs within its stages, the time from each child's end to the last one's, summed
 * @param evenSplitSavesMs how much shorter its stages would be, summed, if each one's active time were spread evenly over its children
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
