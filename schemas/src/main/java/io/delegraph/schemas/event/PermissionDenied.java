package io.delegraph.schemas.event;

/**
 * A tool call was not allowed.
 *
 * @param toolUseId null when not told
 */
public record PermissionDenied(Origin origin, String toolUseId, String tool) implements AgentEvent.InSession {}
