package io.delegraph.tools.demo.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session from its client's start to its end.
 *
 * @param project last part of its directory
 * @param script whether the hook script is installed; without it edges are known only when calls are answered
 * @param incident its last turn, after the others; null for none
 */
public record SessionPlan(
        String project,
        boolean script,
        List<PlannedTurn> turns,
        SessionEnding end,
        @Nullable Incident incident) {
    public SessionPlan {
        turns = List.copyOf(turns);
    }

    /** A session without an incident. */
    public SessionPlan(String project, boolean script, List<PlannedTurn> turns, SessionEnding end) {
        this(project, script, turns, end, null);
    }

    /** The same with an incident as its last turn, after which the client is closed. */
    public SessionPlan with(Incident last) {
        return new SessionPlan(project, script, turns, SessionEnding.CLOSED, last);
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
