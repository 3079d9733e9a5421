package io.delegraph.schemas.event;

/**
 * An agent asked for another one: PreToolUse of the Agent tool (Task before 2.1.63).
 *
 * @param toolUseId identity of the request
 * @param fingerprint keyed hashes of some phrases of the prompt, 4 hexadecimal digits each; null for a short one and without a key
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record SpawnRequested(Origin origin, String toolUseId, SpawnRequest request, String fingerprint, String text)
        implements AgentEvent.InSession {}
