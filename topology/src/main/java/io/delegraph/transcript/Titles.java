package io.delegraph.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The title of a session: a person's, the client's, or with older clients the summary that names an entry of it. Titles at a transcript's
 * beginning belong to other sessions.
 */
final class Titles {
    private final Set<String> entries = new HashSet<>();
    private @Nullable String custom;
    private @Nullable String generated;

    /** Records an entry of the session. */
    void seen(TranscriptEntry entry) {
        entries.add(entry.id());
    }

    /** Returns false when the entry is no title of this session. */
    boolean take(TranscriptEntry entry) {
        switch (entry.type()) {
            case "custom-title" -> custom = entry.text("customTitle");
            case "ai-title" -> generated = entry.text("aiTitle");
            case "summary" -> {
                if (!entries.contains(String.valueOf(entry.text("leafUuid")))) {
                    return false;
                }
                generated = entry.text("summary");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void write(HookWriter hooks, long at) {
        write(hooks, at, custom, true);
        write(hooks, at, generated, false);
    }

    private static void write(HookWriter hooks, long at, @Nullable String title, boolean custom) {
        if (title != null) {
            ObjectNode payload = hooks.payload("SessionTitle").put("title", title);
            hooks.send(
                    payload.path("session_id").textValue() + (custom ? "/custom-title" : "/ai-title"),
                    at,
                    payload.put("custom", custom));
        }
    }
}
