package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.Denial;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a session's timeline.
 *
 * @param kind tool, message, wait, prompt, run
 * @param at start, epoch ms; null when only its end was seen
 * @param endedAt epoch ms; null while open, or for a moment
 * @param outcome of a tool call; null while open
 * @param denial why a tool call was not allowed to run; null when it was allowed, and when not reported
 * @param errorMessage first line of the error of a tool call or a run, masked, at most 160 characters; null without one, and when privacy
 * forbids
 * @param number of a prompt in its session, 1 for the first that was given; of a run of its agent, 1 for the first; null for anything else
 * @param target target of a tool call, or receiver of a message; null when unknown
 */
@RecordBuilder
public record TimelineEntry(
        String kind,
        String agentId,
        @Nullable Long at,
        @Nullable Long endedAt,
        @Nullable String id,
        @Nullable String tool,
        @Nullable String target,
        @Nullable String outcome,
        @Nullable Long durationMs,
        @Nullable String error,
        @Nullable Denial denial,
        @Nullable String errorMessage,
        @Nullable Integer number) {
    public static TimelineEntryBuilder builder() {
        return TimelineEntryBuilder.builder();
    }
}
