package io.delegraph.analysis.patterns;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a group of agent types.
 *
 * @param match lower-case patterns with {@code *} for any characters, matched with the type and with its last part behind a colon
 * @param specialization the purpose of the types
 * @param capabilities in words, for people
 * @param expects the outcome that is expected when the description does not say; null when that is open
 * @param binding whether {@code expects} applies whatever the description says, because these types can do nothing else
 * @param narrow whether they are specialised
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

    /** Whether a type belongs to this group; {@code type} in lower case. */
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
