package io.delegraph.schemas.event;

/**
 * The client process ended; a later {@code resume} may go on with the session.
 *
 * @param reason as the client says it, for example {@code logout}; null when not told
 */
public record SessionEnded(Origin origin, String reason) implements AgentEvent.InSession {}
