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
 * One run of an agent, while its marks are folded in time order. The last end counts: a hook may block a stop, an answer may come before
 * the agent stops, and a notification may be interim.
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

    /** The agent's own latest word of an end: a stop, or an error of the model API. */
    private @Nullable RunMark ownEnd;

    /** Somebody else's word of it that counts most. */
    private @Nullable RunMark othersEnd;

    private @Nullable Long othersEndAt;

    /** The client's word that it stopped only until background work of its own ends. */
    private @Nullable RunMark interim;

    private long lastEndMarkAt = Long.MIN_VALUE;

    private ObservedRun(int number) {
        this.number = number;
    }

    /**
     * The runs that the marks tell of, oldest first.
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
            // a resumed agent has run before, whether or not that was seen
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
            // the call's own prompt: at a start it is only the one that happened to be current
            last.promptId = mark.promptId();
        }
    }

    private static void ended(List<ObservedRun> runs, RunMark mark, @Nullable SpawnRow request) {
        if (runs.isEmpty()) {
            next(runs, request);
        }
        ObservedRun run = runs.reversed().stream()
                .filter(it -> it.cause != null && it.cause.equals(mark.causeToolUseId()))
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

    /** Of several words of one end, which counts: the client's own status, then an error, then a mere stop. */
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

    /** How a run ended, by one mark's word; null when the mark reports no end. */
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
     * An end without a start, and a start right after it: bare payloads carry no time, and those of one burst may arrive in the wrong
     * order.
     */
    private boolean endReorderedBefore(RunMark start) {
        return startedAt == null && endedAt() != null && start.at() - endedAt() <= SAME_CAUSE_TOLERANCE_MS;
    }

    boolean ended() {
        return ownEnd != null || othersEnd != null || interim != null;
    }

    /** Whether the agent stopped only until background work of its own ends: it may go on by itself. */
    boolean interim() {
        return interim != null
                && (ownEnd == null || ownEnd.at() <= interim.at())
                && (othersEnd == null || othersEnd.at() < interim.at() || othersEnd.kind() == RunMark.Kind.ANSWERED);
    }

    /** Whether a call of the agent's own began after the last word of its end: then that was not the end. */
    boolean continuedBy(@Nullable Long callStartedAt) {
        return callStartedAt != null && ended() && callStartedAt > lastEndMarkAt + RootTurn.BURST_TOLERANCE_MS;
    }

    /** 1 for the first. */
    int number() {
        return number;
    }

    /** Null while its end was not seen. */
    @Nullable
    AgentState outcome() {
        RunMark end = end();
        return end == null ? null : outcome(end);
    }

    /** The mark whose word counts; null while its end was not seen. */
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

    /** From its start, else from when it was asked for, epoch ms; null when neither was seen. */
    @Nullable
    Long beganAt() {
        return startedAt != null ? startedAt : askedAt;
    }

    /** Epoch ms: by its own last word, else by the first word of others; null while its end was not seen. */
    @Nullable
    Long endedAt() {
        boolean killed = othersEnd != null && outcome() == AgentState.KILLED;
        if (ownEnd != null && !killed) {
            return ownEnd.at();
        }
        return othersEndAt != null ? othersEndAt : interim == null ? null : (Long) interim.at();
    }

    /** The prompt that set it to work; null when not reported. */
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
