package io.delegraph.query;

import io.delegraph.query.IngestStatistics.Rejected;
import io.delegraph.query.IngestStatistics.Rejection;
import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts rejections of the last 24 hours by minute. Not thread-safe. */
final class RejectionCounter {
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final TreeMap<Long, Integer> byMinute = new TreeMap<>();
    private @Nullable Rejection newest;

    void add(Rejection rejection) {
        byMinute.merge(rejection.at() / MINUTE_MS, 1, Integer::sum);
        if (newest == null || rejection.at() >= newest.at()) {
            newest = rejection;
        }
    }

    Rejected asOf(long nowMs, boolean countedAll) {
        byMinute.headMap((nowMs - DAY_MS) / MINUTE_MS).clear();
        if (newest != null && newest.at() < nowMs - DAY_MS) {
            newest = null;
        }
        long count = byMinute.values().stream().mapToLong(Integer::longValue).sum();
        return new Rejected(count, countedAll, newest);
    }
}
