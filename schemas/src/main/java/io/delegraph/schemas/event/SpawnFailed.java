package io.delegraph.schemas.event;

/**
 * The Agent tool failed: the spawn was refused, or the agent that it had started died.
 *
 * @param failure what the error text says
 * @param reason the error, masked, at most 160 characters
 * @param interrupted true when a person stopped it
 */
public record SpawnFailed(
        Origin origin, String toolUseId, SpawnRequest request, SpawnFailure failure, String reason, boolean interrupted)
        implements AgentEvent.InSession {}
