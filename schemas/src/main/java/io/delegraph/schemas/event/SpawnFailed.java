package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The call that delegates failed: the spawn was refused, or the agent that it had started died.
 *
 * @param tool the client's name of the delegating tool; null in events of an earlier version
 * @param failure classification of the error text
 * @param reason the error, masked, at most 160 characters
 * @param interrupted true when a person stopped it
 */
public record SpawnFailed(
        Origin origin,
        String toolUseId,
        @Nullable String tool,
        SpawnRequest request,
        SpawnFailure failure,
        @Nullable String reason,
        boolean interrupted)
        implements AgentEvent.InSession {}
