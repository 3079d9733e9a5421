package io.delegraph.tools.demo.plan;

import java.util.List;

/**
 * A session from its client's start to its end.
 *
 * @param project last part of its directory
 * @param script whether the hook script is installed; without it edges are known only when calls are answered
 */
public record SessionPlan(String project, boolean script, List<PlannedTurn> turns, SessionEnding end) {
    public SessionPlan {
        turns = List.copyOf(turns);
    }

    /** How the client ends. */
    public enum SessionEnding {
        CLOSED,
        /** It waits for a prompt that never comes. */
        LEFT_OPEN,
        /** It is killed with SIGKILL: no further events. */
        KILLED
    }
}
