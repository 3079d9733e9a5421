package io.delegraph.schemas.event;

/**
 * An agent asked for another one: PreToolUse of the Agent tool (Task before 2.1.63).
 *
 * @param toolUseId identity of the request
 */
public record SpawnRequested(Origin origin, String toolUseId, SpawnRequest request) implements AgentEvent.InSession {}
