package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A client process began or went on with a session.
 *
 * @param trigger startup, resume, clear, compact; null when not reported
 * @param previousSessionId under which the same client was at work before; only known from transcripts, null otherwise
 */
public record SessionStarted(
        Origin origin, @Nullable String trigger, @Nullable String previousSessionId) implements AgentEvent.InSession {}
