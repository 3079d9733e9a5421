package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The client process ended; a later {@code resume} may go on with the session.
 *
 * @param reason as the client says it, for example {@code logout}; null when not reported
 * @param clientGoesOn true when the client goes on under another session id, together with its agents; null otherwise
 * @param nextSessionId under which the same client went on; only known from transcripts, null otherwise
 */
public record SessionEnded(
        Origin origin,
        @Nullable String reason,
        @Nullable Boolean clientGoesOn,
        @Nullable String nextSessionId) implements AgentEvent.InSession {}
