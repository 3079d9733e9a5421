package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A message from one agent to another.
 *
 * @param from agent id; null when the unknown parent of a requested agent sent it
 * @param to agent id, or the sender's name of an unknown receiver; null when the unknown parent of an answering agent received it
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
        /** The result of an agent at its end. */
        @JsonProperty("result")
        RESULT,
        /** A SendMessage. */
        @JsonProperty("message")
        MESSAGE
    }
}
