package io.delegraph.tools.demo.plan;

import java.util.List;

/**
 * A session from its client's start to its end.
 *
 * @param project last part of its directory
 * @param script whether the hook script sends; without it edges are known only when calls are answered
 */
public record SessionPlan(String project, boolean script, List<PlannedTurn> turns, SessionEnding end) {
    public SessionPlan {
        turns = List.copyOf(turns);
    }

    /** What becomes of the client. */
    public enum SessionEnding {
        CLOSED,
        /** It waits for a next prompt that never comes. */
        LEFT_OPEN,
        /** Killed with SIGKILL in the middle: nothing comes after. */
        KILLED
    }
}
