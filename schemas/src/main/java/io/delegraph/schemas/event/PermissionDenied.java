package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A tool call was not allowed.
 *
 * @param toolUseId null when not reported
 * @param action what the call does; null when it has no action
 * @param denial why; null when not reported
 * @param errorMessage the reason's first line, masked, at most 160 characters; null when not reported or privacy forbids
 */
public record PermissionDenied(
        Origin origin,
        @Nullable String toolUseId,
        String tool,
        @Nullable ToolAction action,
        @Nullable Denial denial,
        @Nullable String errorMessage)
        implements AgentEvent.InSession {}
