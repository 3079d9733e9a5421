package io.delegraph.lifecycle;

import java.time.Duration;

/**
 * How long an agent may be inactive before its state changes.
 *
 * @param lostAfter inactivity after which an agent is LOST
 * @param lostCap the same for an agent with a sign that it is alive: an open call, a permission wait, the client's list
 * @param absentGrace how long a contradicting event may still be on its way when the client's list no longer has an agent
 * @param retention inactivity after which a session is deleted
 */
public record LifecycleTimeouts(Duration lostAfter, Duration lostCap, Duration absentGrace, Duration retention) {
    public static final LifecycleTimeouts DEFAULT = new LifecycleTimeouts(
            Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofSeconds(10), Duration.ofDays(30));
}
