package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session in which every word of a search was found.
 *
 * @param title null without one
 * @param project null when unknown
 * @param state of its root agent
 * @param lastSeenAt epoch ms
 * @param hits where, at most {@link #MAX_HITS}: first those that the words are found by
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SessionMatch(
        String sessionId,
        @Nullable String title,
        @Nullable String project,
        AgentState state,
        long lastSeenAt,
        List<SearchHit> hits) {
    /** Of one session. */
    public static final int MAX_HITS = 5;

    public SessionMatch {
        hits = List.copyOf(hits);
    }

    /**
     * Where a word was found.
     *
     * @param text that has it
     * @param agentId whose it is; null for the session's own
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record SearchHit(
            Field field, String text, @Nullable String agentId) {}

    /** What is searched. */
    public enum Field {
        @JsonProperty("title")
        TITLE,
        @JsonProperty("project")
        PROJECT,
        @JsonProperty("session_id")
        SESSION_ID,
        /** What an agent was asked to do. */
        @JsonProperty("description")
        DESCRIPTION,
        @JsonProperty("agent_type")
        AGENT_TYPE,
        @JsonProperty("agent_name")
        AGENT_NAME,
        /** The line that was reported of an error, of a turn, an agent or a tool call. */
        @JsonProperty("error")
        ERROR,
        /** The name of a file that was changed. */
        @JsonProperty("file")
        FILE,
        @JsonProperty("state")
        STATE
    }
}
