package io.delegraph.lifecycle;

/**
 * The state of a session that is kept besides its rows while it is not in memory.
 *
 * @param due the watermark at which {@link Session#onTimer} is to be called, epoch ms; {@link Long#MAX_VALUE} for never
 * @param unemitted whether merged events were not emitted yet: history, or a deferred change of structure
 */
public record SessionTimer(long due, boolean unemitted) {
    /** The timer of a session without events. */
    public static final SessionTimer NONE = new SessionTimer(Long.MAX_VALUE, false);
}
