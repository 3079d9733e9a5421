/**
 * Committed changes as server-sent events for readers over HTTP:
 *
 * <pre>
 * agent.lifecycles ─┐                  ┌─► RecentChanges, in memory ──► readers that come back soon
 *                   ├─► FeedConsumer ──┤
 * agent.workflows ──┤                  └─► OutboundQueue, one per reader ──► socket
 * agent.findings ───┘
 *        └──────────────► MissedChangesReader: changes that a reader missed, from the log
 * </pre>
 *
 * <p>Every instance reads all partitions, so that any of them can serve any session; nothing is read while there are no readers.
 */
@NullMarked
package io.delegraph.live;

import org.jspecify.annotations.NullMarked;
