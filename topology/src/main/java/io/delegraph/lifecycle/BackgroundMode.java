package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import org.jspecify.annotations.Nullable;

/** Whether an agent runs in the background: its parent does not wait for it. */
final class BackgroundMode {
    private BackgroundMode() {}

    /** Null when no source says. */
    static @Nullable Boolean resolve(AgentRow agent, @Nullable SpawnRow request) {
        if (certain(agent, request)) {
            return Boolean.TRUE;
        }
        if (agent.meta() != null && agent.meta().background() != null) {
            return Boolean.FALSE;
        }
        if (request == null) {
            return null;
        }
        boolean asked = request.request() != null && request.request().background() != null;
        boolean awaited = request.answered() != null
                && "completed".equals(request.answered().value());
        return (asked || awaited) ? Boolean.FALSE : null;
    }

    /** Whether a source says that it does: the request, the client's note, or the client's list, which has background agents only. */
    static boolean certain(AgentRow agent, @Nullable SpawnRow request) {
        boolean asked = request != null
                && request.request() != null
                && Boolean.TRUE.equals(request.request().background());
        return asked
                || (agent.meta() != null && Boolean.TRUE.equals(agent.meta().background()))
                || agent.listedAt() != null;
    }
}
