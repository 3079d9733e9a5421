package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The client asked for attention.
 *
 * @param type for example {@code idle_prompt} or {@code permission_prompt}; null when not reported
 */
public record Notified(Origin origin, @Nullable String type) implements AgentEvent.InSession {}
