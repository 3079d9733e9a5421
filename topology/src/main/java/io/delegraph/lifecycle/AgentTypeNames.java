package io.delegraph.lifecycle;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of agent types as the client compares them: case, blanks, hyphens and underscores make no difference. */
final class AgentTypeNames {
    private static final Pattern IGNORED = Pattern.compile("[\\s_-]+");

    private AgentTypeNames() {}

    static boolean same(@Nullable String one, @Nullable String other) {
        return one != null && other != null && (one.equals(other) || plain(one).equals(plain(other)));
    }

    private static String plain(String name) {
        return IGNORED.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
