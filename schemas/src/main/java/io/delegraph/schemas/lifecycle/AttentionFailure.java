package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A turn that failed, or an agent that failed, was refused or was lost.
 *
 * @param id the same for as long as it is the same failure
 * @param title of the session; null without one
 * @param project null when unknown
 * @param source the producing client; null when unknown
 * @param agentType null when unknown
 * @param description what the agent was asked to do; null when unknown
 * @param cause the line that the client reported, else the reason of the state
 * @param at epoch ms, event time; of a lost agent, when it was heard of last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record AttentionFailure(
        String id,
        String sessionId,
        @Nullable String title,
        @Nullable String project,
        @Nullable String source,
        String agentId,
        @Nullable String agentType,
        @Nullable String description,
        Kind kind,
        String cause,
        long at) {
    public static AttentionFailureBuilder builder() {
        return AttentionFailureBuilder.builder();
    }

    /** What happened. */
    public enum Kind {
        /** A turn of the root ended with an error of the model API. */
        @JsonProperty("failed_turn")
        FAILED_TURN,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("lost")
        LOST
    }
}
