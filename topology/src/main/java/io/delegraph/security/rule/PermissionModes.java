package io.delegraph.security.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The permission modes of a client by what they let pass without a person. */
public final class PermissionModes {
    /** The least first. */
    private static final List<List<String>> MODES = List.of(
            List.of("plan", "dontAsk"),
            List.of("default"),
            List.of("acceptEdits"),
            List.of("auto"),
            List.of("bypassPermissions"));

    /** That of the default mode. */
    private static final int DEFAULT_RANK = 1;

    private PermissionModes() {}

    /**
     * Whether a mode asks less than that of the agent that made the request. An agent in plan mode may have been let out of it since, so
     * that the default mode is not wider. False when one of them is unknown.
     */
    public static boolean wider(@Nullable String own, @Nullable String requester) {
        int rank = rank(requester);
        return rank >= 0 && rank(own) > Math.max(rank, DEFAULT_RANK);
    }

    /** Whether a mode asks nobody. */
    static boolean asksNobody(@Nullable String mode) {
        return rank(mode) == MODES.size() - 1;
    }

    /** -1 when unknown. */
    private static int rank(@Nullable String mode) {
        for (int rank = 0; rank < MODES.size(); rank++) {
            if (mode != null && MODES.get(rank).contains(mode)) {
                return rank;
            }
        }
        return -1;
    }
}
