package io.delegraph.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was said or done in a transcript, for a person to read.
 *
 * @param at epoch ms; null when the entry has no time
 * @param role user or assistant
 * @param text of a tool call its input as JSON; at most {@link #MAX_TEXT} characters
 * @param toolName of a tool call; null for anything else
 * @param toolUseId of a tool call and of its result; null for anything else, and when it has none
 * @param isError of a result, and of words: whether they tell of an error; null for anything else
 * @param cut whether the text was longer
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TranscriptItem(
        @Nullable Long at,
        String role,
        Kind kind,
        String text,
        @Nullable String toolName,
        @Nullable String toolUseId,
        @Nullable Boolean isError,
        boolean cut) {
    /** Characters of a text. */
    public static final int MAX_TEXT = 4_000;

    /** What it is. */
    public enum Kind {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("thinking")
        THINKING,
        @JsonProperty("tool_use")
        TOOL_USE,
        @JsonProperty("tool_result")
        TOOL_RESULT
    }
}
