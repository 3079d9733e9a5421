package io.delegraph.query;

import io.delegraph.query.Queries.Page;
import io.delegraph.stream.core.SessionIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects a page of a list sorted by last sighting from sessions that are sorted only by minute. An agent was not seen later than its
 * session, so once the page is full, sessions of earlier minutes cannot contribute.
 */
final class PageCollector<T> {
    /** Maximum sessions of a partition scanned for one page of a list, so that a filter without matches does not read a month. */
    static final int MAX_SCANNED_SESSIONS = 20_000;

    private static final int BATCH_SIZE = 200;
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    private final int limit;
    private final @Nullable Cursor after;
    private final Function<T, Cursor> place;
    private final int maxScanned;
    private final List<T> found = new ArrayList<>();
    private final PriorityQueue<Long> latest = new PriorityQueue<>();
    private @Nullable Cursor end;

    /**
     * Collects one page.
     *
     * @param after the last item of the previous page; null for the first page
     * @param maxScanned of a partition's sessions, and those that were seen in the same minute as the last one
     */
    PageCollector(int limit, @Nullable Cursor after, Function<T, Cursor> place, int maxScanned) {
        this.limit = limit;
        this.after = after;
        this.place = place;
        this.maxScanned = maxScanned;
    }

    void add(T item) {
        Cursor at = place.apply(item);
        if (after == null || at.compareTo(after) > 0) {
            found.add(item);
            latest.add(at.lastSeenAt());
            if (latest.size() > limit + 1) {
                latest.remove();
            }
        }
    }

    /**
     * Reads the sessions of a partition until the page is full or the maximum number was scanned.
     *
     * @param from minimum time of the last sighting, epoch ms
     * @param to maximum time of the last sighting, epoch ms; both rounded to the minute
     */
    void read(SessionIndex index, long to, long from, Function<SessionIndex.ListedSession, List<T>> items) {
        int looked = 0;
        long minute = Long.MAX_VALUE;
        SessionIndex.ListedSession start =
                to == Long.MAX_VALUE ? null : new SessionIndex.ListedSession(SessionIndex.minute(to), "");
        List<SessionIndex.ListedSession> sessions = index.latest(start, BATCH_SIZE);
        while (!sessions.isEmpty()) {
            for (SessionIndex.ListedSession seen : sessions) {
                long nextMinute = (seen.minute() + 1) * MINUTE_MS;
                if (nextMinute <= from || latest.size() > limit && latest.peek() >= nextMinute) {
                    return;
                }
                // a page goes on at a minute, and would never get beyond one that has more sessions
                if (looked++ >= maxScanned && seen.minute() != minute) {
                    // the next page continues here, and finds items of earlier minutes again
                    stopAt(new Cursor(nextMinute - 1, "", ""));
                    return;
                }
                minute = seen.minute();
                items.apply(seen).forEach(this::add);
            }
            sessions = index.latest(sessions.getLast(), BATCH_SIZE);
        }
    }

    /** Whether a partition had more sessions than are scanned. */
    boolean stoppedEarly() {
        return end != null;
    }

    private void stopAt(Cursor cursor) {
        if (end == null || cursor.compareTo(end) < 0) {
            end = cursor;
        }
    }

    Page<T> page(List<Integer> missingPartitions) {
        List<T> sorted = found.stream()
                .filter(item -> end == null || place.apply(item).compareTo(end) <= 0)
                .sorted(Comparator.comparing(place))
                .toList();
        List<T> items = sorted.subList(0, Math.min(limit, sorted.size()));
        Cursor next = items.size() < sorted.size() ? place.apply(items.getLast()) : end;
        return new Page<>(items, next == null ? null : next.encode(), missingPartitions);
    }
}
