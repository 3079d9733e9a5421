package io.delegraph.stream;

import io.delegraph.schemas.event.Watermark;
import java.time.Duration;

/**
 * How far the raw partitions were read, as far as what the topic says of it is true: whoever may write to it could say anything.
 *
 * <p>Believed is a watermark of a partition that there is, of as many as there are, and not ahead of this instance's own time. The stored
 * one goes back only when it is ahead of that time itself, by a clock that was wrong or by somebody who lied: so the next true one
 * mends it.
 *
 * <p>At a start after a long time, timers that became due in between wait until the clock is {@link BelievedTime#settled}: they cannot be
 * told from timers that a wrong clock makes due. Later ones do not wait.
 */
final class Watermarks {
    /** Maximum clock skew between instances, ms. */
    private static final long CLOCKS = Duration.ofMinutes(1).toMillis();

    /** Pause after which due timers wait for a trusted clock, ms; a running instance emits a watermark every minute. */
    private static final long LONG = Duration.ofHours(1).toMillis();

    private final WritableSessionIndex index;
    private final int rawPartitions;
    private final RawEnds time;
    private long waitsBefore;
    private long readUpTo;

    /** @param now epoch ms */
    Watermarks(WritableSessionIndex index, int rawPartitions, RawEnds time, long now) {
        this.index = index;
        this.rawPartitions = rawPartitions;
        this.time = time;
        long stored = index.watermark();
        long latest = latest(now);
        this.readUpTo = stored > latest ? 0 : stored;
        long believed = time.believed(now);
        this.waitsBefore = readUpTo > 0 && believed - readUpTo > LONG ? believed : 0;
    }

    /** Takes what is said; returns false, and takes nothing, when it cannot be true. */
    boolean take(Watermark said, long now) {
        long latest = latest(now);
        if (said.rawPartitions() != rawPartitions
                || said.rawPartition() < 0
                || said.rawPartition() >= rawPartitions
                || said.upTo() > latest) {
            return false;
        }
        index.watermark(said.rawPartition(), rawPartitions, said.upTo(), latest);
        long stored = index.watermark();
        // until all partitions have said something true, the stored ones of the others may be ahead
        readUpTo = stored > latest ? 0 : stored;
        return true;
    }

    /** Arrival time up to which every raw partition was read, epoch ms; 0 while one has not said. */
    long readUpTo() {
        return readUpTo;
    }

    /** Timers that were due before this time are held back, epoch ms; 0 when none is. */
    long waitsBefore() {
        if (waitsBefore > 0 && time.settled()) {
            waitsBefore = 0;
        }
        return waitsBefore;
    }

    private long latest(long now) {
        return time.believed(now) + CLOCKS;
    }
}
