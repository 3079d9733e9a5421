package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The call that delegates failed: the spawn was refused, or the agent that it had started died.
 *
 * @param tool what the client calls the tool that delegates; null in events of an earlier version
 * @param failure what the error text says
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
