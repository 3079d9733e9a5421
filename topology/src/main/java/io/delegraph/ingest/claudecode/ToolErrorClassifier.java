package io.delegraph.ingest.claudecode;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The class of a failed tool call, in the terms of OpenTelemetry's {@code error.type}: few values, none of them private. */
final class ToolErrorClassifier {
    private static final Pattern EXIT = Pattern.compile("^Exit code (\\d{1,3})");

    private ToolErrorClassifier() {}

    static String classify(@Nullable String error) {
        String text = error == null ? "" : error.strip();
        Matcher exit = EXIT.matcher(text);
        if (exit.find()) {
            return "exit_" + exit.group(1);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("timed out") || lower.contains("timeout")) {
            return "timeout";
        }
        if (lower.contains("does not exist") || lower.contains("not found") || lower.contains("no such")) {
            return "not_found";
        }
        if (lower.contains("permission") || lower.contains("denied") || lower.contains("not allowed")) {
            return "permission";
        }
        return lower.contains("invalid") || lower.contains("validation") ? "invalid_input" : "other";
    }
}
