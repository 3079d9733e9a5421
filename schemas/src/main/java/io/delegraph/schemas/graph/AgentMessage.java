package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something that passed from one agent to another.
 *
 * @param from agent id; null when the parent of who was asked is unknown
 * @param to agent id, or what the sender called a receiver that is not known; null when the parent of who answered is unknown
 * @param at when it was sent, epoch ms
 * @param chars its length, characters; null when not reported
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AgentMessage(
        Kind kind,
        @Nullable String from,
        @Nullable String to,
        long at,
        @Nullable Integer chars) {
    public enum Kind {
        /** A prompt that starts an agent. */
        @JsonProperty("request")
        REQUEST,
        /** What an agent answered when it ended. */
        @JsonProperty("result")
        RESULT,
        /** A SendMessage. */
        @JsonProperty("message")
        MESSAGE
    }
}
