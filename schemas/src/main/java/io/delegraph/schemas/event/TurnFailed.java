package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A turn (the root's, or a subagent's run) ended with an error of the model API.
 *
 * @param error class of the error, for example {@code overloaded}; null when not reported
 * @param errorMessage the client's message to the person, first line, masked, at most 160 characters; null when not reported or privacy
 * forbids
 */
public record TurnFailed(
        Origin origin, @Nullable String error, @Nullable String errorMessage) implements AgentEvent.InSession {}
