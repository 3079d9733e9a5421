package io.delegraph.transcript;

import org.jspecify.annotations.Nullable;

/** Links the session before {@code /clear} with the one after it, which begins with that command. */
final class ClearedSession {
    private static final String COMMAND = "<command-name>/clear</command-name>";

    private final String sessionId;
    private final HookWriter hooks;
    private final @Nullable String previous;
    private boolean begun;

    /**
     * For a session's own transcript.
     *
     * @param previous the client's previous session; null when none is known
     */
    ClearedSession(String sessionId, HookWriter hooks, @Nullable String previous) {
        this.sessionId = sessionId;
        this.hooks = hooks;
        this.previous = previous;
    }

    /** Reads an entry, in order. */
    void take(TranscriptEntry entry) {
        if (begun || previous == null) {
            return;
        }
        begun = entry.type().equals("assistant");
        if (entry.words().stripLeading().startsWith(COMMAND)) {
            begun = true;
            hooks.send(
                    entry.id() + "/SessionStart",
                    entry.at(),
                    hooks.payload("SessionStart").put("source", "clear").put("previous_session_id", previous));
            HookWriter earlier = hooks.forSession(previous);
            earlier.send(
                    entry.id() + "/SessionEnd",
                    entry.at(),
                    earlier.payload("SessionEnd").put("reason", "clear").put("next_session_id", sessionId));
        }
    }
}
