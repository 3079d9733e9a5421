package io.delegraph.security.rule;

import org.jspecify.annotations.Nullable;

/**
 * How long a session has been without events.
 *
 * @param lastEventAt epoch ms
 * @param settingsChangedAt when a change of the client's settings was the last event; null when it was not
 * @param ended whether the session reported its end
 * @param now until when events were awaited, epoch ms
 */
public record Silence(long lastEventAt, @Nullable Long settingsChangedAt, boolean ended, long now) {}
