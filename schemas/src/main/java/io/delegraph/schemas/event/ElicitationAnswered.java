package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The person answered what an MCP server had asked for.
 *
 * @param server name of the server; null when not reported
 * @param action accept, decline, cancel; null when not reported
 */
public record ElicitationAnswered(
        Origin origin, @Nullable String server, @Nullable String action) implements AgentEvent.InSession {}
