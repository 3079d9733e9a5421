/**
 * Changes as they are committed, for readers over HTTP, as server-sent events:
 *
 * <pre>
 * agent.lifecycles ─┐           ┌─► Held: the latest, in memory ──► who comes back soon
 *                   ├─► Tail ───┤
 * agent.workflows ──┘           └─► Reader, a bounded queue each ──► socket
 *        └──────────────► Backlog: what a reader missed, from the log
 * </pre>
 *
 * <p>Every instance reads all partitions, so that any of them can serve any session; nothing is read while nobody listens.
 */
@NullMarked
package io.delegraph.live;

import org.jspecify.annotations.NullMarked;
