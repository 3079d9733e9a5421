package io.delegraph.live;

import java.time.Duration;

/**
 * What keeps readers from costing more than they should.
 *
 * @param readers at most so many at a time
 * @param recentBytes of the latest changes, for readers that come back
 * @param queuedBytes that one reader may be behind before it is dropped
 * @param missedChanges changes that are read from the log for one that comes back; more, and asking again is cheaper
 * @param maxIdAge how old its id may be; tombstones are kept in the log for a day
 * @param heartbeat longest silence on a connection
 * @param sessionInterval shortest time between two words that a session changed
 * @param linger how long changes are read on after the last reader left
 */
record FeedLimits(
        int readers,
        int recentBytes,
        int queuedBytes,
        long missedChanges,
        Duration maxIdAge,
        Duration heartbeat,
        Duration sessionInterval,
        Duration linger) {
    static final FeedLimits DEFAULT = new FeedLimits(
            64,
            4 << 20,
            1 << 20,
            20_000,
            Duration.ofHours(12),
            Duration.ofSeconds(10),
            Duration.ofMillis(250),
            Duration.ofSeconds(30));
}
