package io.delegraph.schemas.event;

/**
 * The person answered what an MCP server had asked for.
 *
 * @param server name of the server; null when not told
 * @param action accept, decline, cancel; null when not told
 */
public record ElicitationAnswered(Origin origin, String server, String action) implements AgentEvent.InSession {}
