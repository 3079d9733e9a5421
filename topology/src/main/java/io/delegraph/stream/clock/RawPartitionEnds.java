package io.delegraph.stream.clock;

import java.util.Optional;

/** The end of each raw partition and the time of that information, which distinguishes silence from a backlog. */
@FunctionalInterface
public interface RawPartitionEnds {
    /** The latest end; empty before the first one, and when the broker has not answered for a while. */
    Optional<PartitionEnd> of(int partition);

    /** The machine's clock, epoch ms; in a test with its own time, the processor's. */
    default long clock(long processorTime) {
        return processorTime;
    }

    /** The earlier of this time and the trusted time ({@link TrustedClock}), epoch ms. */
    default long trusted(long time) {
        return time;
    }

    /** Whether old stored times may be judged by the clock, see {@link TrustedClock}. */
    default boolean clockSettled() {
        return true;
    }

    /** When a record last arrived in any raw partition, as far as is known, epoch ms; 0 for never. */
    default long lastRecordSeenAt() {
        return 0;
    }

    /**
     * The end of one partition.
     *
     * @param askedAt time of the request, epoch ms: everything that arrived before is before {@code endOffset}
     * @param endOffset offset of the next record to arrive
     * @param doneOffset offset up to which all records are committed or no longer retained
     */
    record PartitionEnd(long askedAt, long endOffset, long doneOffset) {}
}
