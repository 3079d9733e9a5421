package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The coordination metrics of a workflow. Times in ms.
 *
 * @param elapsedMs from the prompt (else the first request) to the end, for a running one to the time of the computation
 * @param activeMs sum of the active time of its agents and the root
 * @param speedUp {@code activeMs} divided by {@code elapsedMs}: the average number of agents at work; null when no time passed
 * @param peakConcurrency the most agents at work at once, including the root
 * @param parallelEfficiency {@code speedUp} divided by {@code peakConcurrency}, 0..1; null when no time passed
 * @param criticalPathMs length of the longest chain of work, handovers and permissions, at most {@code elapsedMs}
 * @param delegatedCriticalShare share of the critical path that is work of agents other than the root, 0..1; null without a path
 * @param startDelayMs from requests to starts, summed over its agents
 * @param returnDelayMs from ends until the parents continued, summed
 * @param parentWaitedMs waiting of parents for their children, summed
 * @param fanOut the most children of one agent
 * @param depth deepest level
 * @param messages requests, results (each agent's latest, if any) and messages between its agents
 * @param dataTransferChars characters of these, where known
 * @param syncPoints moments at which a waiting parent continued
 * @param repeatedRuns runs beyond each agent's first
 * @param retries agents requested with the same type and description as an earlier one that did not complete
 * @param fileConflicts files that two agents wrote while both were at work
 * @param failures agents that ended FAILED, KILLED or LOST
 * @param propagatedFailures those whose parent (not the root) failed afterwards
 * @param implementations completed delegations that should make or change something
 * @param gated implementations that a validating agent checked
 * @param reworked checked implementations that were reworked after the check
 * @param gateMs time in which only these checks were at work; see {@link QualityGate}
 * @param tokens of its agents where known, without the root; null when none are known
 * @param tokensKnownOf number of agents with known tokens
 * @param costUsd of its agents where known, without the root, at list price; null when none is known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record Coordination(
        long elapsedMs,
        long activeMs,
        @Nullable Double speedUp,
        int peakConcurrency,
        @Nullable Double parallelEfficiency,
        long criticalPathMs,
        @Nullable Double delegatedCriticalShare,
        long startDelayMs,
        long returnDelayMs,
        long parentWaitedMs,
        int fanOut,
        int depth,
        int messages,
        long dataTransferChars,
        int syncPoints,
        int repeatedRuns,
        int retries,
        int fileConflicts,
        int failures,
        int propagatedFailures,
        int implementations,
        int gated,
        int reworked,
        long gateMs,
        @Nullable Long tokens,
        int tokensKnownOf,
        @Nullable Double costUsd) {
    public static CoordinationBuilder builder() {
        return CoordinationBuilder.builder();
    }
}
