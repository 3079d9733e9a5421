package io.delegraph.lifecycle;

/**
 * What is kept of a session besides its rows, so that it goes on where it was after it was out of memory.
 *
 * @param due the watermark at which {@link Session#onTimer} is to be called, epoch ms; {@link Long#MAX_VALUE} for never
 * @param unemitted whether something was taken in that was not emitted: history, or a change of structure that is held back
 */
public record SessionTimer(long due, boolean unemitted) {
    /** Of a session that nothing was heard of. */
    public static final SessionTimer NONE = new SessionTimer(Long.MAX_VALUE, false);
}
