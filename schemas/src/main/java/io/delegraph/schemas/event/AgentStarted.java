package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A subagent began a run; after a resume again, with the same agent id.
 *
 * @param meta the client's own note about the agent, read when it started; null when the producer cannot read it
 */
public record AgentStarted(Origin origin, @Nullable AgentMeta meta) implements AgentEvent.InSession {}
