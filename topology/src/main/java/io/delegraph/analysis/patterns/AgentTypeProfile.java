package io.delegraph.analysis.patterns;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of agent types.
 *
 * @param match lower-case patterns with {@code *} for anything, held against the type and its last part behind a colon
 * @param specialization what they are made for
 * @param capabilities in words, for people
 * @param expects what is asked of them when the words do not tell; null when that is open
 * @param binding whether they are asked for {@code expects} whatever the words say, because they can do nothing else
 * @param narrow whether they are made for a narrower kind of work than any agent
 */
public record AgentTypeProfile(
        List<String> match,
        String specialization,
        List<String> capabilities,
        @Nullable ExpectedOutcome expects,
        boolean binding,
        boolean narrow) {
    public AgentTypeProfile {
        match = List.copyOf(match);
        capabilities = List.copyOf(capabilities);
    }

    /** Whether a type is of this kind; {@code type} in lower case. */
    boolean covers(String type) {
        String last = type.substring(type.lastIndexOf(':') + 1);
        return match.stream().anyMatch(pattern -> matches(pattern, type) || matches(pattern, last));
    }

    private static boolean matches(String pattern, String type) {
        String[] parts = pattern.split("\\*", -1);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(parts[i].isEmpty() ? "" : Pattern.quote(parts[i]));
        }
        return Pattern.matches(regex.toString(), type);
    }
}
