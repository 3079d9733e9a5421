package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files next to a session's transcript.
 *
 * @param transcripts ids of the agents that have a transcript of their own
 * @param notes the client's note about an agent ({@code agent-<id>.meta.json}) by agent id
 * @param elsewhere by agent id, the session that an agent belongs to when that is another one: the client went on under this session's id
 */
public record AgentFiles(Set<String> transcripts, Map<String, JsonNode> notes, Map<String, String> elsewhere) {
    private static final Pattern HELPER = Pattern.compile("a[a-z_]*(?:compact|suggestion|question|memory|summary)-.*");

    public AgentFiles {
        transcripts = Set.copyOf(transcripts);
        notes = Map.copyOf(notes);
        elsewhere = Map.copyOf(elsewhere);
    }

    /** Whether an agent is an internal one of the client (it shortens a conversation, proposes a prompt): nobody delegated to it. */
    public static boolean isClientHelper(String agentId) {
        return HELPER.matcher(agentId).matches();
    }

    /** The client's note about an agent; null when there is none. */
    @Nullable
    JsonNode note(String agentId) {
        return notes.get(agentId);
    }

    /** The session that the task of a notification belongs to when that is another one; null otherwise. */
    @Nullable
    String elsewhere(String notification) {
        String task = Prompts.task(notification);
        return task == null ? null : elsewhere.get(task);
    }

    /** The agent that a call started, by the notes; null when none names it. */
    @Nullable
    String startedBy(@Nullable String toolUseId) {
        for (Map.Entry<String, JsonNode> note : notes.entrySet()) {
            if (toolUseId != null
                    && toolUseId.equals(note.getValue().path("toolUseId").textValue())) {
                return note.getKey();
            }
        }
        return null;
    }
}
