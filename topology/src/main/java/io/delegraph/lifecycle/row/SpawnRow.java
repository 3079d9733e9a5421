package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnTotals;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A request for an agent and the result of the call.
 *
 * @param parentAgentId the requesting agent; {@link AgentRow#ROOT} for the root
 * @param promptId the prompt that was current at the earliest report of it; null when not reported
 * @param requestedAt epoch ms; null when the request itself was not seen
 * @param arrival latest arrival of an event about it, epoch ms; null while only named by the child's note
 * @param answered when the call answered, with the status; null while it did not
 * @param childAgentId the agent that the answer names; null when none does
 * @param totals of the finished run; null unless the answer has them
 * @param failed when the call failed, with the reason; null unless it did
 * @param batchedAt when the batch that it belongs to ended, epoch ms; null when not seen
 * @param remoteSession where a remote agent runs; null for a local one
 * @param fingerprint keyed hashes of some phrases of the prompt; null for a short one and without a key
 * @param team the session in which the team member works, by the revision of the guess; empty when the guess was withdrawn, null without a
 * guess
 * @param permissionMode mode of the requesting agent at its earliest report; null when not reported, and when only a transcript reports it
 * @param clientCalls tool calls of the finished run as the client counted them; null unless a live answer has them
 * @param secretInPrompt true when the prompt has a secret in it; null otherwise
 * @param resultChanged true when the client withheld or changed the result; null otherwise
 */
@RecordBuilder
public record SpawnRow(
        String toolUseId,
        @Nullable String parentAgentId,
        @Nullable Timestamped<String> promptId,
        @Nullable SpawnRequest request,
        @Nullable Long requestedAt,
        @Nullable Long arrival,
        @Nullable Timestamped<String> answered,
        @Nullable String childAgentId,
        @Nullable SpawnTotals totals,
        @Nullable Timestamped<String> failed,
        @Nullable SpawnFailure failure,
        @Nullable Long batchedAt,
        @Nullable String remoteSession,
        @Nullable String fingerprint,
        @Nullable Timestamped<String> team,
        @Nullable Timestamped<String> permissionMode,
        @Nullable Integer clientCalls,
        @Nullable Boolean secretInPrompt,
        @Nullable Boolean resultChanged)
        implements Row {
    private static final String TEAMMATE_SPAWNED = "teammate_spawned";

    public static SpawnRowBuilder builder() {
        return SpawnRowBuilder.builder();
    }

    /** A request whose agent works in a session of its own; {@code team} as that component. */
    public static SpawnRow remoteTeammate(String toolUseId, Timestamped<String> team) {
        return builder().toolUseId(toolUseId).team(team).build();
    }

    @Override
    public RowKey key() {
        return new RowKey.OfSpawn(toolUseId);
    }

    @Override
    public SpawnRow merge(Row row) {
        SpawnRow other = (SpawnRow) row;
        return builder()
                .toolUseId(toolUseId)
                .parentAgentId(Merge.lesser(parentAgentId, other.parentAgentId))
                .promptId(Merge.earliest(promptId, other.promptId))
                .request(merge(request, other.request))
                .requestedAt(Merge.earliest(requestedAt, other.requestedAt))
                .arrival(Merge.latest(arrival, other.arrival))
                .answered(Merge.earliest(answered, other.answered))
                .childAgentId(Merge.lesser(childAgentId, other.childAgentId))
                .totals(merge(totals, other.totals))
                .failed(Merge.earliest(failed, other.failed))
                .failure(Merge.lesser(failure, other.failure))
                .batchedAt(Merge.earliest(batchedAt, other.batchedAt))
                .remoteSession(Merge.lesser(remoteSession, other.remoteSession))
                .fingerprint(Merge.lesser(fingerprint, other.fingerprint))
                .team(Merge.latest(team, other.team))
                .permissionMode(Merge.earliest(permissionMode, other.permissionMode))
                .clientCalls(Merge.greater(clientCalls, other.clientCalls))
                .secretInPrompt(Merge.greater(secretInPrompt, other.secretInPrompt))
                .resultChanged(Merge.greater(resultChanged, other.resultChanged))
                .build();
    }

    private static @Nullable SpawnRequest merge(@Nullable SpawnRequest a, @Nullable SpawnRequest b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return new SpawnRequest(
                Merge.lesser(a.agentType(), b.agentType()),
                Merge.lesser(a.description(), b.description()),
                Merge.lesser(a.name(), b.name()),
                Merge.lesser(a.model(), b.model()),
                // the client may move a call to the background that did not ask for it
                Merge.greater(a.background(), b.background()),
                Merge.lesser(a.isolation(), b.isolation()),
                Math.max(a.promptChars(), b.promptChars()),
                merge(a.declared(), b.declared()));
    }

    private static @Nullable DeclaredFlags merge(@Nullable DeclaredFlags a, @Nullable DeclaredFlags b) {
        return a == null ? b : b == null || a.toString().compareTo(b.toString()) <= 0 ? a : b;
    }

    private static @Nullable SpawnTotals merge(@Nullable SpawnTotals a, @Nullable SpawnTotals b) {
        return a == null ? b : b == null || a.toString().compareTo(b.toString()) <= 0 ? a : b;
    }

    /** Whether the agent joined a team. */
    public boolean teammate() {
        return answered != null && TEAMMATE_SPAWNED.equals(answered.value());
    }

    /** Whether the agent joined a team with a session of its own: the answer names no agent of this session. */
    public boolean remoteTeammate() {
        return teammate() && childAgentId == null;
    }

    /** The session that its agent works in; null for a local one, and while that is not known. */
    public @Nullable String agentSessionId() {
        if (team == null) {
            return remoteSession;
        }
        return team.value().isEmpty() ? null : team.value();
    }

    /** When it first became known: the time of the request, else of the end of its call, epoch ms; null while only named. */
    public @Nullable Long firstKnownAt() {
        if (requestedAt != null) {
            return requestedAt;
        }
        return answered != null ? Long.valueOf(answered.at()) : failed != null ? Long.valueOf(failed.at()) : batchedAt;
    }
}
