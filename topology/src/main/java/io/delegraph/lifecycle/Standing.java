package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.AgentState;

/**
 * Where an agent stands and why.
 *
 * @param endedAt event time of its end, epoch ms; null while it runs and when its end was not seen
 * @param wakeAt arrival time at which silence alone changes this, epoch ms; null when it never does
 */
record Standing(AgentState state, String reason, Long endedAt, Long wakeAt) {
    static Standing ended(AgentState state, String reason, Long endedAt) {
        return new Standing(state, reason, endedAt, null);
    }
}
