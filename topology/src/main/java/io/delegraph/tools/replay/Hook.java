package io.delegraph.tools.replay;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One recorded hook to be sent.
 *
 * @param id the envelope's; the same for a repeat
 * @param sessionId the record's key; null when the payload has none
 * @param at when it fired, epoch ms; null when the recording does not contain it
 * @param envelope JSON
 */
public record Hook(
        String id, @Nullable String sessionId, @Nullable Long at, String envelope) {
    /** When it fired, epoch ms, where the time is always known: in the demo, and in checked recordings. */
    public long firedAt() {
        return Objects.requireNonNull(at, "the recording lacks the time of the hook");
    }
}
