package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * The state of an agent and the reason for it.
 *
 * @param endedAt event time of its end, epoch ms; null while it runs and when its end was not seen
 * @param nextTimerAt arrival time at which inactivity alone changes the state, epoch ms; null when it never does
 */
record AgentStatus(
        AgentState state,
        String reason,
        @Nullable Long endedAt,
        @Nullable Long nextTimerAt) {
    static AgentStatus ended(AgentState state, String reason, @Nullable Long endedAt) {
        return new AgentStatus(state, reason, endedAt, null);
    }
}
