package io.delegraph.schemas.event;

/**
 * A client was started by another session's agent on the same host; derived, not a hook event.
 *
 * @param parentSessionId the session whose client process is an ancestor of this session's client
 */
public record SessionLinked(Origin origin, String parentSessionId) implements AgentEvent.InSession {}
