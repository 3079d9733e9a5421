package io.delegraph.ingest.claudecode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <teammate-message>}, as the client writes it into a prompt: a member of a team wrote to this session.
 *
 * @param from name of the member
 * @param text what it wrote
 */
record TeammateMessage(String from, String text) {
    private static final Pattern MESSAGE = Pattern.compile(
            "^\\s*<teammate-message\\s[^>]{0,200}?teammate_id=\"([^\"]{1,200})\"[^>]{0,200}>(.*?)(?:</teammate-message>|\\z)",
            Pattern.DOTALL);
    private static final String IDLE = "\"idle_notification\"";

    /** Null when the prompt is no such message. */
    static @Nullable TeammateMessage parse(@Nullable String prompt) {
        if (prompt == null || !prompt.stripLeading().startsWith("<teammate-message")) {
            return null;
        }
        Matcher matcher = MESSAGE.matcher(prompt);
        return matcher.find()
                ? new TeammateMessage(matcher.group(1), matcher.group(2).strip())
                : null;
    }

    /** Whether the message only says that the member waits for work. */
    boolean idle() {
        return text.startsWith("{") && text.contains(IDLE);
    }
}
