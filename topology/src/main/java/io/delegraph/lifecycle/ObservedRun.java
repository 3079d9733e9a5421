package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent, folded from its marks in time order. The last end counts: a hook may block a stop, an answer may come before the
 * agent stops, and a notification may be interim.
 */
final class ObservedRun {
    /** Maximum distance of two marks with the same cause, ms, because their hooks run concurrently. */
    private static final long SAME_CAUSE_TOLERANCE_MS = 2_000;

    private final int number;
    private @Nullable String cause;
    private @Nullable Long startedAt;
    private @Nullable Long askedAt;
    private @Nullable Long repeatedAt;
    private @Nullable String promptId;

    /** The agent's own latest report of an end: a stop, or an error of the model API. */
    private @Nullable RunMark ownEnd;

    /** The most authoritative report of the end from another source. */
    private @Nullable RunMark othersEnd;

    private @Nullable Long othersEndAt;

    /** The client's report that it stopped only until its own background work ends. */
    private @Nullable RunMark interim;

    private long lastEndMarkAt = Long.MIN_VALUE;

    private ObservedRun(int number) {
        this.number = number;
    }

    /**
     * Folds the marks into runs, oldest first.
     *
     * @param request the Agent call, cause of the first run; null when unknown
     */
    static List<ObservedRun> fold(List<RunMark> marks, @Nullable SpawnRow request) {
        List<ObservedRun> runs = new ArrayList<>(2);
        for (RunMark mark : TranscriptDeduplicator.deduplicate(marks)) {
            switch (mark.kind()) {
                case STARTED -> started(runs, mark, request);
                case RESUMED -> resumed(runs, mark, request);
                case STOPPED, FAILED, ANSWERED, KILLED -> ended(runs, mark, request);
                case NOTIFIED -> {
                    if (outcome(mark) != null) {
                        ended(runs, mark, request);
                    }
                }
                case LAUNCHED, MOVED -> {}
            }
        }
        return runs;
    }

    private static ObservedRun next(List<ObservedRun> runs, @Nullable SpawnRow request) {
        ObservedRun run = new ObservedRun(runs.size() + 1);
        if (runs.isEmpty() && request != null) {
            run.cause = request.toolUseId();
        }
        runs.add(run);
        return run;
    }

    private static void started(List<ObservedRun> runs, RunMark mark, @Nullable SpawnRow request) {
        if (!runs.isEmpty() && runs.getLast().endReorderedBefore(mark)) {
            runs.getLast().startedAt = runs.getLast().endedAt();
            return;
        }
        ObservedRun run = runs.isEmpty() || runs.getLast().ended() ? next(runs, request) : runs.getLast();
        if (run.startedAt == null) {
            run.startedAt = mark.at();
            run.promptId = mark.promptId();
        } else {
            run.repeatedAt = mark.at();
        }
    }

    private static void resumed(List<ObservedRun> runs, RunMark mark, @Nullable SpawnRow request) {
        if (runs.stream().anyMatch(run -> Objects.equals(run.cause, mark.causeToolUseId()) && run.cause != null)) {
            return;
        }
        if (runs.isEmpty()) {
            // a resumed agent has run before, even when that run was not seen
            next(runs, request);
        }
        ObservedRun last = runs.getLast();
        if (last.ended() || last.number == 1 || last.cause != null) {
            ObservedRun run = next(runs, request);
            if (!last.ended() && last.repeatedAt != null && mark.at() - last.repeatedAt <= SAME_CAUSE_TOLERANCE_MS) {
                run.startedAt = last.repeatedAt;
            }
            last = run;
        }
        last.cause = mark.causeToolUseId();
        last.askedAt = mark.at();
        if (mark.promptId() != null) {
            // the call's own prompt counts: at a start, the prompt is only the current one
            last.promptId = mark.promptId();
        }
    }

    private static void ended(List<ObservedRun> runs, RunMark mark, @Nullable SpawnRow request) {
        if (runs.isEmpty()) {
            next(runs, request);
        }
        ObservedRun run = runs.reversed().stream()
                .filter(candidate -> candidate.cause != null && candidate.cause.equals(mark.causeToolUseId()))
                .findFirst()
                .orElse(runs.getLast());
        if (mark.causeToolUseId() != null
                && run.cause != null
                && !run.cause.equals(mark.causeToolUseId())
                && run.ended()) {
            // the end of a run of which nothing else was seen
            run = next(runs, request);
        }
        if (run.cause == null) {
            run.cause = mark.causeToolUseId();
        }
        run.end(mark);
    }

    private void end(RunMark mark) {
        lastEndMarkAt = Math.max(lastEndMarkAt, mark.at());
        if (mark.interim()) {
            interim = mark;
            return;
        }
        if (mark.kind() == RunMark.Kind.STOPPED || mark.kind() == RunMark.Kind.FAILED) {
            ownEnd = ownEnd == null || mark.at() > ownEnd.at() || authority(mark) > authority(ownEnd) ? mark : ownEnd;
        } else {
            othersEndAt = othersEndAt == null ? mark.at() : Math.min(othersEndAt, mark.at());
            othersEnd = othersEnd == null || authority(mark) >= authority(othersEnd) ? mark : othersEnd;
        }
    }

    /** Which of several reports of one end counts: the client's status, then an error, then a mere stop. */
    private static int authority(RunMark mark) {
        return switch (mark.kind()) {
            case NOTIFIED -> 5;
            case FAILED -> 4;
            case KILLED -> 3;
            case ANSWERED -> 2;
            case STOPPED -> 1;
            case STARTED, RESUMED, LAUNCHED, MOVED -> 0;
        };
    }

    /** The outcome that one mark reports; null when the mark reports no end. */
    static @Nullable AgentState outcome(RunMark mark) {
        return switch (mark.kind()) {
            case STOPPED, ANSWERED -> AgentState.COMPLETED;
            case FAILED -> AgentState.FAILED;
            case KILLED -> AgentState.KILLED;
            case NOTIFIED ->
                switch (mark.detail() == null ? "" : mark.detail()) {
                    case "completed" -> AgentState.COMPLETED;
                    case "failed" -> AgentState.FAILED;
                    case "killed", "stopped" -> AgentState.KILLED;
                    default -> null;
                };
            case STARTED, RESUMED, LAUNCHED, MOVED -> null;
        };
    }

    /**
     * Whether an end without a start is followed by a start: bare payloads have no time, so those of one burst may arrive in the wrong
     * order.
     */
    private boolean endReorderedBefore(RunMark start) {
        return startedAt == null && endedAt() != null && start.at() - endedAt() <= SAME_CAUSE_TOLERANCE_MS;
    }

    boolean ended() {
        return ownEnd != null || othersEnd != null || interim != null;
    }

    /** Whether the agent stopped only until its own background work ends: it may go on by itself. */
    boolean interim() {
        return interim != null
                && (ownEnd == null || ownEnd.at() <= interim.at())
                && (othersEnd == null || othersEnd.at() < interim.at() || othersEnd.kind() == RunMark.Kind.ANSWERED);
    }

    /** Whether a call of the agent began after the last reported end, which then was not the end. */
    boolean continuedBy(@Nullable Long callStartedAt) {
        return callStartedAt != null && ended() && callStartedAt > lastEndMarkAt + RootTurn.BURST_TOLERANCE_MS;
    }

    /** The number of the run, from 1. */
    int number() {
        return number;
    }

    /** Null while its end was not seen. */
    @Nullable
    AgentState outcome() {
        RunMark end = end();
        return end == null ? null : outcome(end);
    }

    /** The mark that decides the outcome; null while its end was not seen. */
    @Nullable
    RunMark end() {
        if (ownEnd == null && othersEnd == null) {
            return interim;
        }
        return ownEnd == null || (othersEnd != null && authority(othersEnd) > authority(ownEnd)) ? othersEnd : ownEnd;
    }

    /** Epoch ms; null when its start was not seen. */
    @Nullable
    Long startedAt() {
        return startedAt;
    }

    /** Its start, else the time of its request, epoch ms; null when neither was seen. */
    @Nullable
    Long beganAt() {
        return startedAt != null ? startedAt : askedAt;
    }

    /** The latest end that the agent itself reported, else the first that others reported, epoch ms; null while its end was not seen. */
    @Nullable
    Long endedAt() {
        boolean killed = othersEnd != null && outcome() == AgentState.KILLED;
        if (ownEnd != null && !killed) {
            return ownEnd.at();
        }
        return othersEndAt != null ? othersEndAt : interim == null ? null : (Long) interim.at();
    }

    /** The prompt that caused it; null when not reported. */
    @Nullable
    String promptId() {
        return promptId;
    }

    AgentRun toAgentRun() {
        RunMark end = end();
        return new AgentRun(number, cause, startedAt, endedAt(), outcome(), end == null ? null : evidence(end));
    }

    private static @Nullable String evidence(RunMark mark) {
        return switch (mark.kind()) {
            case STOPPED -> "stop";
            case FAILED -> "failure";
            case ANSWERED -> "result";
            case NOTIFIED -> "notification";
            case KILLED -> "task_stop";
            case STARTED, RESUMED, LAUNCHED, MOVED -> null;
        };
    }
}
