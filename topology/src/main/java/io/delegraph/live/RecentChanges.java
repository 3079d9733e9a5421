package io.delegraph.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest changes of all partitions, up to a size limit. Not thread-safe. */
final class RecentChanges {
    private final Deque<FeedChange> changes = new ArrayDeque<>();
    private final long[] first;
    private final long maxBytes;
    private long bytes;

    /** An empty buffer, complete from {@code start} on. */
    RecentChanges(FeedOffsets start, long maxBytes) {
        this.maxBytes = maxBytes;
        this.first = new long[start.count()];
        for (int slot = 0; slot < first.length; slot++) {
            first[slot] = start.next(slot);
        }
    }

    void add(FeedChange change) {
        changes.add(change);
        bytes += change.size();
        while (bytes > maxBytes) {
            FeedChange oldest = changes.remove();
            bytes -= oldest.size();
            first[oldest.slot()] = oldest.offset() + 1;
        }
    }

    /** All changes from a position on, in the order of each partition; empty when some of them are no longer kept. */
    Optional<List<FeedChange>> from(FeedOffsets asked) {
        for (int slot = 0; slot < first.length; slot++) {
            if (asked.next(slot) < first[slot]) {
                return Optional.empty();
            }
        }
        return Optional.of(changes.stream()
                .filter(change -> change.offset() >= asked.next(change.slot()))
                .toList());
    }
}
