package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A person is asked to allow a tool call, or to answer a question that a call asks.
 *
 * @param action what the call does; null when it has no action
 * @param payload keyed hash of the whole payload, 12 hexadecimal digits: equal ones shortly after each other are one request that two hooks
 * reported; null without a key
 */
public record PermissionRequested(
        Origin origin,
        String tool,
        @Nullable ToolAction action,
        @Nullable String payload) implements AgentEvent.InSession {}
