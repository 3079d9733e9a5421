package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A session in which somebody is at work.
 *
 * @param id the same for as long as it is the same session
 * @param title of the session; null without one
 * @param project null when unknown
 * @param source the producing client; null when unknown
 * @param agents how many of its subagents are REQUESTED or ACTIVE
 * @param rootAtWork whether a turn of the root runs
 * @param doing what the agent that was set to work last was asked to do; null without one, and when unknown
 * @param since when the latest prompt was given, epoch ms; null when it was not seen
 * @param lastSeenAt epoch ms
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record AttentionWork(
        String id,
        String sessionId,
        @Nullable String title,
        @Nullable String project,
        @Nullable String source,
        int agents,
        boolean rootAtWork,
        @Nullable String doing,
        @Nullable Long since,
        long lastSeenAt) {
    public static AttentionWorkBuilder builder() {
        return AttentionWorkBuilder.builder();
    }
}
