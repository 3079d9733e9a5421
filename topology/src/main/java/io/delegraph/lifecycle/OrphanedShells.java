package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.OrphanedResource.Evidence;
import io.delegraph.schemas.lifecycle.OrphanedResource.State;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Background shells that outlived the run of the agent that started them.
 *
 * <p>Hooks report the start of a shell. Whether it still runs follows from the client's list at each stop of an agent or the root; only a
 * TaskStop gives the moment of the end. So an end lies between the last report that the shell was running and the first that it was not.
 */
final class OrphanedShells {
    private final SessionRows rows;
    private final StatusResolver statuses;
    private final long asOf;

    /** The times of all lists of running shells, epoch ms. */
    private final TreeSet<Long> listingTimes = new TreeSet<>();

    OrphanedShells(SessionRows rows, StatusResolver statuses, long asOf) {
        this.rows = rows;
        this.statuses = statuses;
        this.asOf = asOf;
        rows.prompts().values().stream()
                .map(PromptRow::listedAt)
                .filter(Objects::nonNull)
                .forEach(listingTimes::add);
        rows.markedAgents().stream()
                .flatMap(agentId -> rows.marks(agentId).stream())
                .filter(RunMark::listsBackgroundTasks)
                .forEach(mark -> listingTimes.add(mark.at()));
        if (rows.session().listing() != null) {
            listingTimes.add(rows.session().listing().at());
        }
    }

    /** In no particular order. */
    List<OrphanedResource> all() {
        return rows.shells().stream()
                .map(this::orphaned)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The latest possible end of a shell, with its evidence. */
    private record ShellEnd(long at, Evidence evidence) {}

    private Optional<OrphanedResource> orphaned(ShellRow shell) {
        String owner = shell.ownerAgentId();
        if (owner == null || owner.equals(ROOT)) {
            return Optional.empty();
        }
        Long agentEndedAt = agentEndedAt(owner, shell.startedAt());
        boolean lost = agentEndedAt == null;
        if (lost && !statuses.of(owner).state().terminal()) {
            return Optional.empty();
        }
        Long seenAt = lastSeenAt(shell);
        ShellEnd end = end(shell, seenAt);
        boolean outlived = agentEndedAt != null && outlived(shell, agentEndedAt, seenAt);
        if (end != null) {
            return agentEndedAt != null && outlived && end.at() > agentEndedAt
                    ? Optional.of(toOrphanedResource(shell, agentEndedAt, State.ENDED, end, seenAt))
                    : Optional.empty();
        }
        if (!outlived && !lost && endsWithAgent(shell)) {
            return Optional.empty();
        }
        boolean running = (outlived || (lost && shell.listedAt() != null)) && !clientGone(seenAt);
        return Optional.of(
                toOrphanedResource(shell, agentEndedAt, running ? State.RUNNING : State.UNKNOWN, null, seenAt));
    }

    /** A list at the agent's own stop still has the shells that end with the agent. */
    private static boolean outlived(ShellRow shell, long agentEndedAt, @Nullable Long seenAt) {
        return seenAt != null && (endsWithAgent(shell) ? seenAt > agentEndedAt : seenAt >= agentEndedAt);
    }

    private static boolean endsWithAgent(ShellRow shell) {
        return Boolean.TRUE.equals(shell.endsWithAgent());
    }

    private boolean clientGone(@Nullable Long seenAt) {
        return statuses.sessionInactive() || sessionEnded(seenAt);
    }

    /** The end of the run that started it, epoch ms; null while that runs, and when no end of a lost agent was reported. */
    private @Nullable Long agentEndedAt(String agentId, @Nullable Long shellStartedAt) {
        ObservedRun started = null;
        for (ObservedRun run : statuses.runs(agentId)) {
            if (started == null
                    || run.startedAt() == null
                    || shellStartedAt == null
                    || run.startedAt() <= shellStartedAt) {
                started = run;
            }
        }
        return started != null && started.ended()
                ? started.endedAt()
                : statuses.of(agentId).endedAt();
    }

    /** When the shell was last reported as running, epoch ms; null when it never was. */
    private @Nullable Long lastSeenAt(ShellRow shell) {
        return Stream.of(
                        Optional.ofNullable(shell.startedAt()), Optional.ofNullable(shell.listedAt()), stoppedAt(shell))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** When another agent stopped it, epoch ms. */
    private Optional<Long> stoppedAt(ShellRow shell) {
        return rows.marks(shell.shellId()).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.KILLED)
                .map(RunMark::at)
                .findFirst();
    }

    /** The earliest report that it has ended; null without one. */
    private @Nullable ShellEnd end(ShellRow shell, @Nullable Long seenAt) {
        Stream<ShellEnd> words = Stream.concat(
                rows.marks(shell.shellId()).stream().map(OrphanedShells::end).filter(Objects::nonNull),
                Stream.of(endByListing(seenAt), endBySession(seenAt)).filter(Objects::nonNull));
        return words.min(Comparator.comparingLong(ShellEnd::at).thenComparing(ShellEnd::evidence))
                .orElse(null);
    }

    private static @Nullable ShellEnd end(RunMark mark) {
        return switch (mark.kind()) {
            case KILLED -> new ShellEnd(mark.at(), Evidence.TASK_STOP);
            case NOTIFIED -> ObservedRun.outcome(mark) == null ? null : new ShellEnd(mark.at(), Evidence.NOTIFICATION);
            case STARTED, RESUMED, STOPPED, FAILED, ANSWERED, LAUNCHED, MOVED -> null;
        };
    }

    private @Nullable ShellEnd endByListing(@Nullable Long seenAt) {
        Long next = seenAt == null ? null : listingTimes.higher(seenAt);
        return next == null ? null : new ShellEnd(next, Evidence.UNLISTED);
    }

    private @Nullable ShellEnd endBySession(@Nullable Long seenAt) {
        Timestamped<SessionEnd> ended = rows.session().ended();
        return ended != null && sessionEnded(seenAt) && !ended.value().clientGoesOn()
                ? new ShellEnd(ended.at(), Evidence.SESSION_END)
                : null;
    }

    private boolean sessionEnded(@Nullable Long seenAt) {
        SessionRow session = rows.session();
        return session.ended() != null && seenAt != null && session.ended().at() > seenAt;
    }

    private OrphanedResource toOrphanedResource(
            ShellRow shell, @Nullable Long agentEndedAt, State state, @Nullable ShellEnd end, @Nullable Long seenAt) {
        Evidence evidence = end != null ? end.evidence() : state == State.RUNNING ? Evidence.LISTED : Evidence.NONE;
        Long until = end != null ? (Long) end.at() : state == State.RUNNING ? (Long) asOf : null;
        return OrphanedResource.builder()
                .kind(OrphanedResource.Kind.BACKGROUND_SHELL)
                .id(shell.shellId())
                .agentId(shell.ownerAgentId())
                .what(shell.program())
                .toolUseId(shell.causeToolUseId())
                .since(shell.startedAt())
                .agentEndedAt(agentEndedAt)
                .state(state)
                .endedAt(end == null ? null : (Long) end.at())
                .outlivedMs(until == null || agentEndedAt == null ? null : (Long) Math.max(0, until - agentEndedAt))
                .seenAt(seenAt)
                .evidence(evidence)
                .reason(StateReasons.shellEvidence(evidence))
                .build();
    }
}
