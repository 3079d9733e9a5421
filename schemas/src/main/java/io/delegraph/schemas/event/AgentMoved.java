package io.delegraph.schemas.event;

/**
 * An agent goes on under another session id, because its client does ({@code /clear}); derived, not a hook event. Sent to both sessions.
 *
 * @param movedAgentId the agent, which keeps its id
 * @param homeSessionId the session that it began in, to which it belongs
 * @param laterSessionId the session under which its later events come
 */
public record AgentMoved(Origin origin, String movedAgentId, String homeSessionId, String laterSessionId)
        implements AgentEvent.InSession {}
