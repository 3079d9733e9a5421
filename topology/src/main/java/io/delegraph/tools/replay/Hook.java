package io.delegraph.tools.replay;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One recorded hook as it is sent.
 *
 * @param id the envelope's; the same for a repeat
 * @param sessionId the record's key; null when the payload has none
 * @param at when it fired, epoch ms; null when the recording does not tell
 * @param envelope JSON
 */
public record Hook(
        String id, @Nullable String sessionId, @Nullable Long at, String envelope) {
    /** When it fired, epoch ms, where the time is known: in the demo, and in recordings whose lines were checked for it. */
    public long firedAt() {
        return Objects.requireNonNull(at, "the recording does not tell when the hook fired");
    }
}
