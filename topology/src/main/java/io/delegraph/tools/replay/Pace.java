package io.delegraph.tools.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits so that hooks have the same distances as when they were recorded, divided by {@code speed}. */
public final class Pace {
    private final double speed;
    private long lastAt = Long.MIN_VALUE;
    private long due = System.nanoTime();

    public Pace(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed above 0 is wanted, not " + speed);
        }
        this.speed = speed;
    }

    /** The same speed, for another recording. */
    public Pace anew() {
        return new Pace(speed);
    }

    /** Returns when a hook of that time is due; at once without a time, or with one before the last one. */
    public void await(@Nullable Long at) {
        if (at == null || at <= lastAt) {
            return;
        }
        if (lastAt != Long.MIN_VALUE) {
            due += (long) (TimeUnit.MILLISECONDS.toNanos(at - lastAt) / speed);
        }
        lastAt = at;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }
}
