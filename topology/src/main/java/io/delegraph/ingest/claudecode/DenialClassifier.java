package io.delegraph.ingest.claudecode;

import io.delegraph.schemas.event.Denial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Detects from the text of a call's answer whether the client refused to run it, by the wording of the real client. */
final class DenialClassifier {
    /**
     * Maximum number of characters that are searched. The client's wording is in the first line, and the patterns would take too long on a
     * megabyte of text.
     */
    private static final int MAX_SCANNED_CHARS = 500;

    /** The tag that the client puts around its own errors. */
    private static final String CLIENT_ERROR = "<tool_use_error>";

    private static final Map<Denial, Pattern> PATTERNS = Map.of(
            Denial.DENY_RULE,
            Pattern.compile("^Permission to use .{1,300} has been denied|denied by your permission settings"),
            Denial.AUTO_MODE,
            Pattern.compile("denied by the Claude Code auto mode classifier"),
            Denial.HOOK,
            Pattern.compile(
                    "^(?:PreToolUse|PermissionRequest)(?::\\S+)? hook|(?i)(?:blocked|denied|stopped) by (?:a |the )?(?:\\S+ )?hook"),
            Denial.PLAN_MODE,
            Pattern.compile("^Cannot \\w+ .{0,300}while in plan mode"),
            Denial.SANDBOX,
            Pattern.compile(
                    "^This agent is isolated in |(?i)(?:denied|blocked|not (?:allowed|permitted)) by the sandbox"),
            Denial.PERSON,
            Pattern.compile("^The user doesn't want to (?:proceed with this tool use|take this action)"),
            Denial.NOT_GRANTED,
            Pattern.compile(
                    "^Claude requested permissions? to .{1,300} but you haven't granted it yet"
                            + "|^This (?:\\w+ )?command (?:requires approval$|uses shell operators that require approval"
                            + "|contains multiple operations(?: that require approval|\\. The following parts? requires? approval))"
                            + "|^Multiple directory changes in one command require approval|^sed command requires approval"
                            + "|^MCP tool call requires approval|^Permission for this tool use was denied\\. It requires approval"));

    /** What the client puts between its own words and those of the person who rejected a call. */
    private static final Pattern PERSONS_WORDS = Pattern.compile("\\b[Tt]he user said:\\s*\\S");

    /** Prefixes of all patterns that match at the beginning. */
    private static final List<String> PREFIXES = List.of(
            "Permission to use ",
            "PreToolUse",
            "PermissionRequest",
            "Cannot ",
            "This agent is isolated in ",
            "The user doesn't want to ",
            "Claude requested permission",
            "This ",
            "Multiple directory changes",
            "sed command requires",
            "MCP tool call requires",
            "Permission for this tool use");

    /** Substrings of which every other pattern contains one. */
    private static final List<String> BY = List.of(" by ", " By ", " BY ");

    private DenialClassifier() {}

    /** Null when the call was allowed to run, or the text does not say. */
    static @Nullable Denial classify(@Nullable String answer) {
        if (answer == null) {
            return null;
        }
        String text = plain(answer);
        if (!mayMatch(text)) {
            return null;
        }
        for (Denial denial : Denial.values()) {
            if (Objects.requireNonNull(PATTERNS.get(denial), "every denial has a pattern")
                    .matcher(text)
                    .find()) {
                return denial;
            }
        }
        return null;
    }

    /** Whether one of the patterns can match, by their prefixes and substrings. For most answers none can. */
    private static boolean mayMatch(String text) {
        return PREFIXES.stream().anyMatch(text::startsWith) || BY.stream().anyMatch(text::contains);
    }

    /** True when the person who denied a call said something with it; null otherwise, also for a call that no person denied. */
    static @Nullable Boolean personsWords(@Nullable Denial denial, @Nullable String answer) {
        return denial == Denial.PERSON
                        && answer != null
                        && PERSONS_WORDS.matcher(plain(answer)).find()
                ? Boolean.TRUE
                : null;
    }

    /** Whether the answer is an error of the client itself: the call did not run because its input was invalid. */
    static boolean clientError(@Nullable String answer) {
        return answer != null && answer.stripLeading().startsWith(CLIENT_ERROR);
    }

    /** The beginning of the answer, without the client's tags. */
    static String plain(String answer) {
        String text = answer.substring(0, Math.min(answer.length(), 2 * MAX_SCANNED_CHARS))
                .stripLeading();
        if (text.startsWith(CLIENT_ERROR)) {
            text = text.substring(CLIENT_ERROR.length());
        }
        int end = text.indexOf("</tool_use_error>");
        text = end < 0 ? text : text.substring(0, end);
        return text.substring(0, Math.min(text.length(), MAX_SCANNED_CHARS)).strip();
    }
}
