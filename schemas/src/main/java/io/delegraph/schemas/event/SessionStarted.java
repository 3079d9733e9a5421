package io.delegraph.schemas.event;

/**
 * A client process began or went on with a session.
 *
 * @param trigger startup, resume, clear, compact; null when not told
 */
public record SessionStarted(Origin origin, String trigger) implements AgentEvent.InSession {}
