package io.delegraph.schemas.event;

/**
 * An MCP server asks the person for input in the middle of a tool call.
 *
 * @param server name of the server; null when not reported
 * @param payload as in {@link PermissionRequested}
 */
public record ElicitationRequested(Origin origin, String server, String payload) implements AgentEvent.InSession {}
