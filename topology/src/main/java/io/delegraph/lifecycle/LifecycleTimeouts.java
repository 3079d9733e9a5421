package io.delegraph.lifecycle;

import java.time.Duration;

/**
 * How long an agent may be inactive before its state changes.
 *
 * @param lostAfter silence after which an agent is LOST
 * @param lostCap the same for an agent of which something says that it is alive: an open call, a permission wait, the client's list
 * @param absentGrace how long a contradicting fact may still be on its way, when the client says that an agent is gone
 * @param retention silence after which a session is forgotten
 */
public record LifecycleTimeouts(Duration lostAfter, Duration lostCap, Duration absentGrace, Duration retention) {
    public static final LifecycleTimeouts DEFAULT = new LifecycleTimeouts(
            Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofSeconds(10), Duration.ofDays(30));
}
