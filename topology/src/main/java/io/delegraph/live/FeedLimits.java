package io.delegraph.live;

import java.time.Duration;

/**
 * Limits of the resources that readers use.
 *
 * @param readers maximum number at a time
 * @param recentBytes size of the latest changes that are kept for returning readers
 * @param queuedBytes queue size at which a reader is dropped
 * @param missedChanges maximum number of changes that are read from the log for a returning reader; beyond it, querying again is cheaper
 * @param maxIdAge maximum age of a returning reader's id; tombstones are kept in the log for a day
 * @param heartbeat maximum silence on a connection
 * @param sessionInterval minimum time between two notices that a session changed
 * @param linger how long changes are still read after the last reader left
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
