package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.OrphanedResource.Evidence;
import io.delegraph.schemas.lifecycle.OrphanedResource.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Worktrees that still existed after their agent had ended. When an agent with its own worktree ends, the client names the worktree if it
 * keeps it and nothing if it removed it. For an agent that died it reports neither.
 */
final class OrphanedWorktrees {
    private static final String WORKTREE_ISOLATION = "worktree";

    private final SessionRows rows;
    private final StatusResolver statuses;
    private final long asOf;

    OrphanedWorktrees(SessionRows rows, StatusResolver statuses, long asOf) {
        this.rows = rows;
        this.statuses = statuses;
        this.asOf = asOf;
    }

    /** The worktree of an agent; empty when the agent has none, is still in its first run, or took the worktree along. */
    Optional<OrphanedResource> of(String agentId) {
        List<RunMark> ends = rows.marks(agentId).stream()
                .filter(OrphanedWorktrees::reportsWorktree)
                .toList();
        RunMark kept = ends.stream()
                .filter(mark -> mark.worktree() != null)
                .reduce((before, later) -> later)
                .orElse(null);
        SpawnRow request = statuses.request(agentId);
        Long endedAt = firstEnd(agentId);
        boolean over = endedAt != null || statuses.of(agentId).state().terminal();
        if (!over || (kept == null && !isolated(request))) {
            return Optional.empty();
        }
        if (kept == null) {
            boolean removed = ends.stream().anyMatch(OrphanedWorktrees::finished);
            return removed
                    ? Optional.empty()
                    : Optional.of(toOrphanedResource(agentId, request, endedAt, State.UNKNOWN, null, null));
        }
        RunMark last = ends.getLast();
        return Optional.of(
                last.worktree() == null && finished(last)
                        ? toOrphanedResource(agentId, request, endedAt, State.REMOVED, kept, last)
                        : toOrphanedResource(agentId, request, endedAt, State.KEPT, kept, kept));
    }

    private static boolean isolated(@Nullable SpawnRow request) {
        return request != null
                && request.request() != null
                && WORKTREE_ISOLATION.equals(request.request().isolation());
    }

    private static boolean reportsWorktree(RunMark mark) {
        return mark.kind() == RunMark.Kind.ANSWERED || mark.kind() == RunMark.Kind.NOTIFIED;
    }

    /** Whether the agent ended by itself: only then the client cleans up the worktree and reports it. */
    private static boolean finished(RunMark mark) {
        return mark.kind() == RunMark.Kind.ANSWERED || "completed".equals(mark.detail());
    }

    private @Nullable Long firstEnd(String agentId) {
        List<ObservedRun> runs = statuses.runs(agentId);
        return !runs.isEmpty() && runs.getFirst().ended()
                ? runs.getFirst().endedAt()
                : statuses.of(agentId).endedAt();
    }

    private OrphanedResource toOrphanedResource(
            String agentId,
            @Nullable SpawnRow request,
            @Nullable Long agentEndedAt,
            State state,
            @Nullable RunMark kept,
            @Nullable RunMark word) {
        Evidence evidence = word == null
                ? Evidence.NONE
                : word.kind() == RunMark.Kind.ANSWERED ? Evidence.RESULT : Evidence.NOTIFICATION;
        Long removedAt = word != null && state == State.REMOVED ? (Long) word.at() : null;
        Long until = state == State.KEPT ? (Long) asOf : removedAt;
        List<ObservedRun> runs = statuses.runs(agentId);
        return OrphanedResource.builder()
                .kind(OrphanedResource.Kind.WORKTREE)
                .id(agentId)
                .agentId(agentId)
                .what(kept == null || kept.worktree() == null || kept.worktree().isEmpty() ? null : kept.worktree())
                .toolUseId(request == null ? null : request.toolUseId())
                .since(runs.isEmpty() ? null : runs.getFirst().startedAt())
                .agentEndedAt(agentEndedAt)
                .state(state)
                .endedAt(removedAt)
                .outlivedMs(until == null || agentEndedAt == null ? null : (Long) Math.max(0, until - agentEndedAt))
                .seenAt(kept == null ? null : (Long) kept.at())
                .evidence(evidence)
                .reason(StateReasons.worktreeEvidence(state, evidence))
                .build();
    }
}
