package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.transcript.TranscriptItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages and tool calls of a transcript's entry, as a person reads them. What the client notes for itself is none. */
public final class TranscriptItems {
    private static final Set<String> ROLES = Set.of("user", "assistant");

    private final TranscriptEntry entry;
    private final List<TranscriptItem> items = new ArrayList<>();

    private TranscriptItems(TranscriptEntry entry) {
        this.entry = entry;
    }

    /**
     * In their order; empty for an entry that is no message, and for one of an agent that older clients wrote among its parent's.
     *
     * @param line a line of a transcript as JSON
     */
    public static List<TranscriptItem> of(JsonNode line) {
        TranscriptEntry entry = new TranscriptEntry(line);
        if (!ROLES.contains(entry.type()) || entry.is("isMeta") || entry.is("isSidechain") && !isAgents(entry)) {
            return List.of();
        }
        TranscriptItems found = new TranscriptItems(entry);
        found.message();
        return List.copyOf(found.items);
    }

    /** Every entry of an agent's own transcript is a sidechain too, and names its agent. */
    private static boolean isAgents(TranscriptEntry entry) {
        return entry.text("agentId") != null;
    }

    private void message() {
        JsonNode content = entry.message().path("content");
        if (content.isTextual()) {
            add(Kind.TEXT, content.textValue(), null, null, error());
        }
        for (JsonNode block : content) {
            block(block);
        }
    }

    private void block(JsonNode block) {
        switch (block.path("type").asText("")) {
            case "text" -> add(Kind.TEXT, block.path("text").asText(""), null, null, error());
            case "thinking" -> add(Kind.THINKING, block.path("thinking").asText(""), null, null, null);
            case "tool_use" ->
                add(
                        Kind.TOOL_USE,
                        block.path("input").toString(),
                        block.path("name").textValue(),
                        block.path("id").textValue(),
                        null);
            case "tool_result" ->
                add(
                        Kind.TOOL_RESULT,
                        TranscriptEntry.words(block.path("content")),
                        null,
                        block.path("tool_use_id").textValue(),
                        block.path("is_error").booleanValue());
            default -> {}
        }
    }

    private boolean error() {
        return entry.is("isApiErrorMessage");
    }

    private void add(
            Kind kind, String text, @Nullable String toolName, @Nullable String toolUseId, @Nullable Boolean isError) {
        if (text.isBlank() && (kind == Kind.TEXT || kind == Kind.THINKING)) {
            return;
        }
        boolean cut = text.length() > TranscriptItem.MAX_TEXT;
        Long at = entry.hasTime() ? (Long) entry.at() : null;
        items.add(new TranscriptItem(
                at, entry.type(), kind, cut ? beginning(text) : text, toolName, toolUseId, isError, cut));
    }

    private static String beginning(String text) {
        int end = TranscriptItem.MAX_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
