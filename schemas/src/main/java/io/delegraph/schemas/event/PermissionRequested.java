package io.delegraph.schemas.event;

/**
 * A person is asked to allow a tool call.
 *
 * @param payload keyed hash of the whole payload, 12 hexadecimal digits: equal ones moments apart are one request that two hooks told;
 *     null without a key
 */
public record PermissionRequested(Origin origin, String tool, String payload) implements AgentEvent.InSession {}
