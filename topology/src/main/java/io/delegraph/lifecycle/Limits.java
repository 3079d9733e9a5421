package io.delegraph.lifecycle;

import java.time.Duration;

/**
 * How long an agent may be inactive before its state changes.
 *
 * @param lostAfter silence after which an agent is LOST
 * @param cap the same for an agent of which something says that it is alive: an open call, a permission wait, the client's list
 * @param grace how long a contradicting fact may still be on its way, when the client says that an agent is gone
 * @param retention silence after which a session is forgotten
 */
public record Limits(Duration lostAfter, Duration cap, Duration grace, Duration retention) {
    public static final Limits DEFAULT =
            new Limits(Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofSeconds(10), Duration.ofDays(30));
}
