package io.delegraph.schemas.event;

/**
 * An agent asked for another one: PreToolUse of the Agent tool (Task before 2.1.63).
 *
 * @param toolUseId identity of the request
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record SpawnRequested(Origin origin, String toolUseId, SpawnRequest request, String text)
        implements AgentEvent.InSession {}
