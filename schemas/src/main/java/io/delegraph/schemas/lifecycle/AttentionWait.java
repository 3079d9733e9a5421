package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An agent that waits for a person.
 *
 * @param id the same for as long as it is the same wait
 * @param title of the session; null without one
 * @param project null when unknown
 * @param source the producing client; null when unknown
 * @param agentType null when unknown
 * @param description what the agent was asked to do; null when unknown
 * @param toolName the tool that a person is asked about, as the client calls it; null when not reported
 * @param since epoch ms
 * @param wants what the call acts on, in a word: a file's name, a program; null when unknown
 * @param input of the call, as JSON, masked, at most 4,000 characters; null unless privacy is full
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record AttentionWait(
        String id,
        String sessionId,
        @Nullable String title,
        @Nullable String project,
        @Nullable String source,
        String agentId,
        @Nullable String agentType,
        @Nullable String description,
        Kind kind,
        @Nullable String toolName,
        long since,
        @Nullable String wants,
        @Nullable String input) {
    public static AttentionWaitBuilder builder() {
        return AttentionWaitBuilder.builder();
    }

    /** What a person is asked for. */
    public enum Kind {
        /** To allow a tool call. */
        @JsonProperty("permission")
        PERMISSION,
        /** To answer a question of the model's. */
        @JsonProperty("question")
        QUESTION,
        /** To approve a plan. */
        @JsonProperty("plan")
        PLAN,
        /** For input, by an MCP server. */
        @JsonProperty("elicitation")
        ELICITATION
    }
}
