package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A person is asked to allow a tool call, or, by a call that asks a person, for an answer.
 *
 * @param action what the call does; null when it does nothing that has one
 * @param payload keyed hash of the whole payload, 12 hexadecimal digits: equal ones moments apart are one request that two hooks told;
 *     null without a key
 */
public record PermissionRequested(
        Origin origin,
        String tool,
        @Nullable ToolAction action,
        @Nullable String payload) implements AgentEvent.InSession {}
