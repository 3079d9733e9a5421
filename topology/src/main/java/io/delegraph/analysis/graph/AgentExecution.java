package io.delegraph.analysis.graph;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentState;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent's part in a workflow, from its rows. Times are epoch ms.
 *
 * @param agentId {@code root} for the root
 * @param parentId null for the root and when unknown
 * @param type null for the root
 * @param description as the parent gave it; null when unknown
 * @param background whether its parent's call came back before it ended; null when unknown
 * @param requestedAt null when the request was not seen
 * @param awaitedFrom when its parent began to wait for it, if later than the request; null otherwise
 * @param answeredAt when the parent that waited for it went on; null when none waited, or when not seen
 * @param runs oldest first; the last one of a running agent ends at the current moment
 * @param resumes request times of the runs after the first; shorter than the runs when requests were not seen
 * @param personWaits times in which a person was asked for a permission
 * @param tokens of all its model requests; null when only those of the last one are known
 * @param files files that it read and wrote, in time order
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

    /** Whether its parent waited until it had ended. */
    public boolean awaited() {
        return answeredAt != null || !Boolean.TRUE.equals(background);
    }

    /** Start of its first run, else its request, epoch ms. */
    public long from() {
        return runs.isEmpty()
                ? requestedAt == null ? 0 : requestedAt
                : runs.getFirst().from();
    }

    /** End of its last run, or the current moment, epoch ms. */
    public long to() {
        return runs.isEmpty() ? from() : runs.getLast().to();
    }

    /** From its request, else its first start, to the end of its first run. */
    public TimeRange firstRunRange() {
        long from = requestedAt == null ? from() : Math.min(requestedAt, from());
        return new TimeRange(from, runs.isEmpty() ? from : runs.getFirst().to());
    }

    /** Total length of its runs, ms; overlaps count once. */
    public long runMs() {
        return TimeRange.totalMs(TimeRange.union(runs));
    }

    /** Whether it delivered a result: a failed or stopped agent has none, unless an earlier run had. */
    public boolean hasResult() {
        return resultChars != null || state == AgentState.COMPLETED;
    }

    /** Number of messages between its parent and it: a seen request, and a result. */
    public int parentMessageCount() {
        return isRoot() ? 0 : (requestedAt == null ? 0 : 1) + (hasResult() ? 1 : 0);
    }

    /** Whether it ended in a failure state. */
    public boolean failed() {
        return state == AgentState.FAILED || state == AgentState.KILLED || state == AgentState.LOST;
    }

    /** The longest overlap of one of its runs and one of the other's, ms. */
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
