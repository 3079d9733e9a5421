package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a tool call ended, from its {@code tool_result} block and the entry that holds it. */
record ToolResult(TranscriptEntry entry, JsonNode block) {
    /** What the hooks make of it. */
    enum ToolResultKind {
        SUCCEEDED,
        FAILED,
        /** The client refused its input before any hook ran. */
        INVALID,
        /** Not allowed. */
        DENIED,
        /** A person stopped it. */
        INTERRUPTED
    }

    private static final String ERROR = "Error: ";
    private static final String INVALID = "<tool_use_error>";
    private static final String INTERRUPTED = "[Request interrupted by user";
    private static final List<String> DENIALS = List.of(
            "User rejected tool use",
            "The user doesn't want to",
            "Claude requested permissions to",
            "Permission to use ");

    @Nullable
    String toolUseId() {
        return block.path("tool_use_id").textValue();
    }

    ToolResultKind kind() {
        if (!block.path("is_error").booleanValue()) {
            return ToolResultKind.SUCCEEDED;
        }
        String words = words();
        String told = told();
        if (words.contains(INTERRUPTED) || told.contains(INTERRUPTED)) {
            return ToolResultKind.INTERRUPTED;
        }
        if (entry.text("toolDenialKind") != null
                || DENIALS.stream().anyMatch(denial -> words.startsWith(denial) || told.startsWith(denial))) {
            return ToolResultKind.DENIED;
        }
        return words.startsWith(INVALID) ? ToolResultKind.INVALID : ToolResultKind.FAILED;
    }

    /** What the model read. */
    String words() {
        return TranscriptEntry.words(block.path("content")).stripLeading();
    }

    /** What the client noted; empty when that is not a text. */
    private String told() {
        String text = entry.toolUseResult().asText("");
        return text.startsWith(ERROR) ? text.substring(ERROR.length()) : text;
    }

    /** The error as a hook tells it. */
    String error() {
        String told = told();
        return told.isEmpty() ? words() : told;
    }
}
