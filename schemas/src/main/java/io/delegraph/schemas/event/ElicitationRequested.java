package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * An MCP server asks the person for input in the middle of a tool call.
 *
 * @param server name of the server; null when not reported
 * @param payload as in {@link PermissionRequested}
 */
public record ElicitationRequested(
        Origin origin, @Nullable String server, @Nullable String payload) implements AgentEvent.InSession {}
