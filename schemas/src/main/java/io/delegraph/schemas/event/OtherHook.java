package io.delegraph.schemas.event;

/** A hook event that is not used for the join, or that this version does not know: kept by name, never dropped. */
public record OtherHook(Origin origin, String hookEventName) implements AgentEvent.InSession {}
