package io.delegraph.stream.core;

import io.delegraph.schemas.event.Watermark;
import io.delegraph.stream.clock.RawPartitionEnds;
import java.time.Duration;

/**
 * How far the raw partitions were read, as far as what the topic says of it is true: whoever may write to it could say anything.
 *
 * <p>Believed is a watermark of a partition that there is, of as many as there are, and not ahead of this instance's own time. The stored
 * one goes back only when it is ahead of that time itself, by a clock that was wrong or by somebody who lied: so the next true one
 * mends it.
 *
 * <p>At a start after a long time, timers that became due in between wait until the clock is {@code TrustedClock#settled}: they cannot be
 * told from timers that a wrong clock makes due. Later ones do not wait.
 */
final class WatermarkTracker {
    /** Maximum clock skew between instances, ms. */
    private static final long MAX_CLOCK_SKEW_MS = Duration.ofMinutes(1).toMillis();

    /** Pause after which due timers wait for a trusted clock, ms; a running instance emits a watermark every minute. */
    private static final long LONG_PAUSE_MS = Duration.ofHours(1).toMillis();

    private final WritableSessionIndex index;
    private final int rawPartitions;
    private final RawPartitionEnds time;
    private long heldBackBefore;
    private long watermark;

    /** @param now epoch ms */
    WatermarkTracker(WritableSessionIndex index, int rawPartitions, RawPartitionEnds time, long now) {
        this.index = index;
        this.rawPartitions = rawPartitions;
        this.time = time;
        long stored = index.watermark();
        long latest = latestPlausible(now);
        this.watermark = stored > latest ? 0 : stored;
        long believed = time.trusted(now);
        this.heldBackBefore = watermark > 0 && believed - watermark > LONG_PAUSE_MS ? believed : 0;
    }

    /** Takes what is said; returns false, and takes nothing, when it cannot be true. */
    boolean advance(Watermark said, long now) {
        long latest = latestPlausible(now);
        if (said.rawPartitions() != rawPartitions
                || said.rawPartition() < 0
                || said.rawPartition() >= rawPartitions
                || said.upTo() > latest) {
            return false;
        }
        index.watermark(said.rawPartition(), rawPartitions, said.upTo(), latest);
        long stored = index.watermark();
        // until all partitions have said something true, the stored ones of the others may be ahead
        watermark = stored > latest ? 0 : stored;
        return true;
    }

    /** Arrival time up to which every raw partition was read, epoch ms; 0 while one has not said. */
    long watermark() {
        return watermark;
    }

    /** Timers that were due before this time are held back, epoch ms; 0 when none is. */
    long heldBackBefore() {
        if (heldBackBefore > 0 && time.clockSettled()) {
            heldBackBefore = 0;
        }
        return heldBackBefore;
    }

    private long latestPlausible(long now) {
        return time.trusted(now) + MAX_CLOCK_SKEW_MS;
    }
}
