package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A workflow's coordination in numbers. Times in ms.
 *
 * @param elapsedMs from the prompt (else the first request) to the end, for a running one to the moment of the computation
 * @param activeMs active time of its agents and the root, summed
 * @param speedUp {@code activeMs} by {@code elapsedMs}: how many agents were at work on average; null when no time passed
 * @param peakConcurrency most agents at work at once, the root counted
 * @param parallelEfficiency {@code speedUp} by {@code peakConcurrency}, 0..1; null when no time passed
 * @param criticalPathMs length of the longest chain of work, handovers and permissions, at most {@code elapsedMs}
 * @param delegatedCriticalShare share of the critical path that is work of agents other than the root, 0..1; null without a path
 * @param startDelayMs requests to starts, summed over its agents
 * @param returnDelayMs ends to the parents' going on, summed
 * @param parentWaitedMs parents stood still for their children, summed
 * @param fanOut most children of one agent
 * @param depth deepest level
 * @param messages requests, results (of each agent the latest, if it gave one) and messages between its agents
 * @param dataTransferChars characters of these, where known
 * @param syncPoints moments at which a parent went on that had stood still
 * @param repeatedRuns runs beyond each agent's first
 * @param retries agents asked for with the same type and words as one before that did not complete
 * @param fileConflicts files that two agents wrote while both were at work
 * @param failures agents that ended FAILED, KILLED or LOST
 * @param propagatedFailures those whose parent (not the root) then failed too
 * @param implementations delegations that wanted something made or changed, and were completed
 * @param gated those of them that a validating agent checked then
 * @param reworked those of the checked ones that were worked on again after the check
 * @param gateMs so long nobody worked on anything but these checks; see {@link QualityGate}
 * @param tokens of its agents where known, the root not counted; null when none is
 * @param tokensKnownOf how many agents that is
 * @param costUsd of its agents where known, the root not counted, at list price; null when none is
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
