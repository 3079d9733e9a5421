package io.delegraph.schemas.event;

/**
 * A client was started by another session's agent on the same host, or as a member of its team; derived, not a hook event. Told to both sessions: to the child with
 * its parent, to the parent with its child.
 *
 * @param parentSessionId the session whose client process is an ancestor of this session's client; null when told to the parent
 * @param childSessionId the session whose client descends from this session's client; null when told to the child
 * @param requestToolUseId told to the parent: its call that asked for a teammate, which works in the child; null for any other link
 */
public record SessionLinked(Origin origin, String parentSessionId, String childSessionId, String requestToolUseId)
        implements AgentEvent.InSession {}
