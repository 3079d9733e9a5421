package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A client was started by another session's agent on the same host, or as a member of its team; derived, not a hook event. Sent to both
 * sessions: the child gets its parent, the parent gets its child.
 *
 * @param parentSessionId the session whose client process is an ancestor of this session's client, or the lead of its team; null in the
 * parent's event
 * @param childSessionId the session whose client descends from this session's client, or that works for its team; null in the child's event
 * @param requestToolUseId in the parent's event: the call that requested the teammate who works in the child; null for any other link
 * @param revision revision of a link within a team, which is a guess: the greatest counts; null for any other link
 * @param withdrawn true when a link within a team was withdrawn; null otherwise
 */
public record SessionLinked(
        Origin origin,
        @Nullable String parentSessionId,
        @Nullable String childSessionId,
        @Nullable String requestToolUseId,
        @Nullable Long revision,
        @Nullable Boolean withdrawn)
        implements AgentEvent.InSession {
    /** A link that is known exactly. */
    public static SessionLinked exactly(
            Origin origin, @Nullable String parentSessionId, @Nullable String childSessionId) {
        return new SessionLinked(origin, parentSessionId, childSessionId, null, null, null);
    }
}
