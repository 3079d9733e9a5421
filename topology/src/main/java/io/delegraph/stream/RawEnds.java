package io.delegraph.stream;

import java.util.Optional;

/** How far a raw partition goes: what tells silence from a backlog. */
@FunctionalInterface
public interface RawEnds {
    /** The latest answer; empty before the first one, and again when the broker has not answered for a while. */
    Optional<End> of(int partition);

    /**
     * One answer.
     *
     * @param askedAt when it was asked, epoch ms: everything that arrived before stands before {@code endOffset}
     * @param endOffset offset of the next record to arrive
     * @param doneOffset offset up to which nothing is left to do, because it was committed or is not kept any more
     */
    record End(long askedAt, long endOffset, long doneOffset) {}
}
