package io.delegraph.schemas.event;

/**
 * A tool call was not allowed.
 *
 * @param toolUseId null when not reported
 * @param action what the call does; null when it has no action
 * @param denial why; null when not reported
 * @param errorMessage the reason's first line, masked, at most 160 characters; null when not reported or privacy forbids
 */
public record PermissionDenied(
        Origin origin, String toolUseId, String tool, ToolAction action, Denial denial, String errorMessage)
        implements AgentEvent.InSession {}
