package io.delegraph.demo.plan;

import java.util.List;

/**
 * A session from its client's start to its end.
 *
 * @param project last part of its directory
 * @param script whether the hook script sends; without it edges are known only when calls are answered
 */
public record SessionPlan(String project, boolean script, List<Turn> turns, End end) {
    public SessionPlan {
        turns = List.copyOf(turns);
    }

    /** What becomes of the client. */
    public enum End {
        CLOSED,
        /** It waits for a next prompt that never comes. */
        LEFT_OPEN,
        /** Killed with SIGKILL in the middle: nothing comes after. */
        KILLED
    }
}
