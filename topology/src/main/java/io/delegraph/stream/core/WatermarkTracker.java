package io.delegraph.stream.core;

import io.delegraph.schemas.event.Watermark;
import io.delegraph.stream.clock.RawPartitionEnds;
import java.time.Duration;

/**
 * The progress of the raw partitions. Watermarks are validated, because anybody who may write to the topic could forge one.
 *
 * <p>A watermark is valid when its partition exists, its number of partitions is right, and it is not ahead of this instance's own time.
 * The stored one goes back only when it is ahead of that time, because of a wrong clock or a forgery: the next valid watermark replaces it.
 *
 * <p>After a long pause, timers that became due in between wait until the clock is {@code TrustedClock#settled}, because they look like
 * timers that a wrong clock makes due. Later ones do not wait.
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

    /** Applies a watermark; returns false, and ignores it, when it cannot be true. */
    boolean advance(Watermark reported, long now) {
        long latest = latestPlausible(now);
        if (reported.rawPartitions() != rawPartitions
                || reported.rawPartition() < 0
                || reported.rawPartition() >= rawPartitions
                || reported.upTo() > latest) {
            return false;
        }
        index.watermark(reported.rawPartition(), rawPartitions, reported.upTo(), latest);
        long stored = index.watermark();
        // until all partitions have reported a valid watermark, the stored ones of the others may be ahead
        watermark = stored > latest ? 0 : stored;
        return true;
    }

    /** Arrival time up to which every raw partition was read, epoch ms; 0 while a partition has not reported. */
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
