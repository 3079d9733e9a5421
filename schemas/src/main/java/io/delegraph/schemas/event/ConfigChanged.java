package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The client's configuration changed while it ran.
 *
 * @param configSource which configuration, for example {@code user_settings} or {@code project_settings}; null when not reported
 * @param file last part of the path of the file that changed, masked; null when not reported or privacy forbids
 */
public record ConfigChanged(
        Origin origin,
        @Nullable String configSource,
        @Nullable String file) implements AgentEvent.InSession {}
