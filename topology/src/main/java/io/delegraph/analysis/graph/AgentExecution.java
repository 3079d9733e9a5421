package io.delegraph.analysis.graph;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentState;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent's part in a workflow, as its rows tell it. Times are epoch ms.
 *
 * @param agentId {@code root} for the root
 * @param parentId null for the root and where it is unknown
 * @param type null for the root
 * @param description as the parent gave it; null when unknown
 * @param background whether its parent's call came back before it ended; null when unknown
 * @param requestedAt null when the request was not seen
 * @param awaitedFrom when its parent began to wait for it, if that was later than the request; null otherwise
 * @param answeredAt when the parent that waited for it went on; null when nobody waited, or it was not seen
 * @param runs oldest first; of one that runs, up to the moment of looking
 * @param resumes when each run after the first was asked for; shorter than the runs when that was not seen
 * @param personWaits in which a person was asked for a permission
 * @param tokens of all its model requests; null when only those of the last one are known
 * @param files what it read and wrote, in time order
 * @param messages that it sent
 * @param promptFingerprint keyed hashes of phrases of its prompt; null when unknown
 * @param resultFingerprint keyed hashes of phrases of its result; null when unknown
 * @param phase of the run of the Workflow tool that it belongs to; null for any other agent
 */
@RecordBuilder
public record AgentExecution(
        String agentId,
        @Nullable String parentId,
        @Nullable String type,
        @Nullable String description,
        Integer level,
        AgentState state,
        @Nullable Boolean background,
        @Nullable Long requestedAt,
        @Nullable Long awaitedFrom,
        @Nullable Long answeredAt,
        List<TimeRange> runs,
        List<Long> resumes,
        List<TimeRange> personWaits,
        int toolCalls,
        @Nullable Long tokens,
        @Nullable Double costUsd,
        List<FileUse> files,
        List<Message> messages,
        @Nullable Integer promptChars,
        @Nullable Integer resultChars,
        @Nullable String promptFingerprint,
        @Nullable String resultFingerprint,
        @Nullable String phase) {
    public AgentExecution {
        runs = List.copyOf(runs);
        resumes = List.copyOf(resumes);
        personWaits = List.copyOf(personWaits);
        files = List.copyOf(files);
        messages = List.copyOf(messages);
    }

    public static AgentExecutionBuilder builder() {
        return AgentExecutionBuilder.builder();
    }

    /**
     * A file that was read or written.
     *
     * @param file its keyed hash
     */
    public record FileUse(String file, boolean wrote, long at) {}

    /**
     * A message to another agent.
     *
     * @param to agent id
     * @param chars null when not reported
     */
    public record Message(String to, long at, @Nullable Integer chars) {}

    public boolean isRoot() {
        return agentId.equals(AgentId.ROOT);
    }

    /** Whether its parent stood still until it had ended. */
    public boolean awaited() {
        return answeredAt != null || !Boolean.TRUE.equals(background);
    }

    /** From its first run's start, else from its request. */
    public long from() {
        return runs.isEmpty()
                ? requestedAt == null ? 0 : requestedAt
                : runs.getFirst().from();
    }

    /** Its last run's end, or the moment of looking. */
    public long to() {
        return runs.isEmpty() ? from() : runs.getLast().to();
    }

    /** From its request, else its first start, to its first run's end. */
    public TimeRange firstRunRange() {
        long from = requestedAt == null ? from() : Math.min(requestedAt, from());
        return new TimeRange(from, runs.isEmpty() ? from : runs.getFirst().to());
    }

    /** How long it was on, ms; what two runs share counts once. */
    public long runMs() {
        return TimeRange.totalMs(TimeRange.union(runs));
    }

    /** Whether it handed a result over: one that failed or was stopped has none, unless an earlier run did. */
    public boolean hasResult() {
        return resultChars != null || state == AgentState.COMPLETED;
    }

    /** How much passed between its parent and it: a request that was seen, and a result. */
    public int parentMessageCount() {
        return isRoot() ? 0 : (requestedAt == null ? 0 : 1) + (hasResult() ? 1 : 0);
    }

    /** Whether it ended otherwise than well. */
    public boolean failed() {
        return state == AgentState.FAILED || state == AgentState.KILLED || state == AgentState.LOST;
    }

    /** Longest time that a run of this one and one of the other were both on, ms. */
    public long longestOverlapMs(AgentExecution other) {
        long longest = 0;
        for (TimeRange run : runs) {
            for (TimeRange its : other.runs) {
                longest = Math.max(longest, run.overlapMs(its));
            }
        }
        return longest;
    }
}
