package io.delegraph.stream.clock;

import java.util.Optional;

/** How far a raw partition goes, and how late it is: what tells silence from a backlog. */
@FunctionalInterface
public interface RawPartitionEnds {
    /** The latest answer; empty before the first one, and again when the broker has not answered for a while. */
    Optional<PartitionEnd> of(int partition);

    /** The machine's clock, epoch ms; where time is a test's, the processor's. */
    default long clock(long processorTime) {
        return processorTime;
    }

    /** A time, epoch ms, or the time that is believed ({@link TrustedClock}) when that is earlier. */
    default long trusted(long time) {
        return time;
    }

    /** Whether what was stored long ago may be judged by the clock, see {@link TrustedClock}. */
    default boolean clockSettled() {
        return true;
    }

    /** When a record last arrived in any raw partition, as far as was asked, epoch ms; 0 for never. */
    default long lastRecordSeenAt() {
        return 0;
    }

    /**
     * One answer.
     *
     * @param askedAt when it was asked, epoch ms: everything that arrived before stands before {@code endOffset}
     * @param endOffset offset of the next record to arrive
     * @param doneOffset offset up to which nothing is left to do, because it was committed or is not kept any more
     */
    record PartitionEnd(long askedAt, long endOffset, long doneOffset) {}
}
