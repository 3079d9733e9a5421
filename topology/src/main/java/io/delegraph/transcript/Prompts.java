package io.delegraph.transcript;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells prompts from the other things that the client keeps as a user's words. */
final class Prompts {
    /** Local commands, shell lines, interruptions, messages of teammates: no hook says that a prompt was submitted. */
    private static final List<String> OTHERS = List.of(
            "[Request interrupted",
            "<local-command-",
            "<command-name>",
            "<bash-",
            "<user-memory-input>",
            "<teammate-message",
            "Stop hook feedback");

    private static final Pattern COMMAND =
            Pattern.compile("\\A\\s*<command-message>[\\s\\S]*?<command-name>/?([^<]+)</command-name>"
                    + "(?:[\\s\\S]*?<command-args>([\\s\\S]*?)</command-args>)?");
    private static final String NOTIFICATION = "<task-notification>";
    private static final String RESULT = "<result>";
    private static final String RESULT_END = "</result>";

    private Prompts() {}

    /** What the user submitted, or a notification in a user's place; null when the entry is neither. */
    static String submitted(Entry entry) {
        if (entry.is("isMeta") || entry.is("isCompactSummary") || entry.is("isVisibleInTranscriptOnly")) {
            return null;
        }
        String words = entry.words();
        if (other(words)) {
            return null;
        }
        if (notification(words)) {
            return withoutResult(words);
        }
        Matcher command = COMMAND.matcher(words);
        if (!command.find()) {
            return words;
        }
        String arguments =
                command.group(2) == null ? "" : " " + command.group(2).strip();
        return ("/" + command.group(1).strip() + arguments).strip();
    }

    static boolean other(String words) {
        String begin = words.stripLeading();
        return OTHERS.stream().anyMatch(begin::startsWith);
    }

    static boolean notification(String words) {
        return words != null && words.stripLeading().startsWith(NOTIFICATION);
    }

    /** The agent's own words in a notification are nobody's business: what counts stands around them. */
    static String withoutResult(String notification) {
        int from = notification.indexOf(RESULT);
        int to = notification.lastIndexOf(RESULT_END);
        return from < 0 || to < from
                ? notification
                : notification.substring(0, from + RESULT.length()) + notification.substring(to);
    }
}
