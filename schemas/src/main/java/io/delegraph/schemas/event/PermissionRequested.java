package io.delegraph.schemas.event;

/** A person is asked to allow a tool call. */
public record PermissionRequested(Origin origin, String tool) implements AgentEvent.InSession {}
