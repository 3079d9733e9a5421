package io.delegraph.schemas.event;

/**
 * The session has a title. Only transcripts contain titles, no hook does.
 *
 * @param title secrets masked, at most 120 characters
 * @param custom true when a person gave it, false when the client made it
 */
public record SessionTitled(Origin origin, String title, boolean custom) implements AgentEvent.InSession {}
