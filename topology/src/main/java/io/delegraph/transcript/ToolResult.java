package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a tool call, from its {@code tool_result} block and the enclosing entry. */
record ToolResult(TranscriptEntry entry, JsonNode block) {
    /** The kinds of results that hooks distinguish. */
    enum ToolResultKind {
        SUCCEEDED,
        FAILED,
        /** The client rejected its input before any hook ran. */
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
        String noted = clientNote();
        if (words.contains(INTERRUPTED) || noted.contains(INTERRUPTED)) {
            return ToolResultKind.INTERRUPTED;
        }
        if (entry.text("toolDenialKind") != null
                || DENIALS.stream().anyMatch(denial -> words.startsWith(denial) || noted.startsWith(denial))) {
            return ToolResultKind.DENIED;
        }
        return words.startsWith(INVALID) ? ToolResultKind.INVALID : ToolResultKind.FAILED;
    }

    /** The text for the model. */
    String words() {
        return TranscriptEntry.words(block.path("content")).stripLeading();
    }

    /** The client's record of the result; empty when that is not a text. */
    private String clientNote() {
        String text = entry.toolUseResult().asText("");
        return text.startsWith(ERROR) ? text.substring(ERROR.length()) : text;
    }

    /** The error as in a hook. */
    String error() {
        String noted = clientNote();
        return noted.isEmpty() ? words() : noted;
    }
}
