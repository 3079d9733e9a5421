package io.delegraph.schemas.event;

/**
 * A turn (the root's, or a subagent's run) ended with an error of the model API.
 *
 * @param error class of the error, for example {@code overloaded}; null when not told
 */
public record TurnFailed(Origin origin, String error) implements AgentEvent.InSession {}
