package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The call that delegates answered: the exact edge, and for a foreground agent its end.
 *
 * @param tool the client's name of the delegating tool; null in events of an earlier version
 * @param status completed, async_launched, remote_launched, or what else the client says
 * @param childAgentId the started agent; null when not reported
 * @param totals of the finished run; null unless completed
 * @param resultFingerprint keyed hashes of some phrases of the result, 4 hexadecimal digits each; null for a short one, without a key, and
 * unless completed
 * @param remoteSession where a remote agent runs; null for a local one
 * @param worktree name of the worktree that the client kept: the last part of its path, empty when privacy forbids it; null when it names
 * none
 */
@RecordBuilder
public record SpawnAnswered(
        Origin origin,
        String toolUseId,
        @Nullable String tool,
        SpawnRequest request,
        @Nullable String status,
        @Nullable String childAgentId,
        @Nullable SpawnTotals totals,
        @Nullable String resultFingerprint,
        @Nullable String remoteSession,
        @Nullable String worktree)
        implements AgentEvent.InSession, SpawnAnsweredBuilder.With {
    public static SpawnAnsweredBuilder builder() {
        return SpawnAnsweredBuilder.builder();
    }
}
