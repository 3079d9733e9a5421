package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One run of an agent, while its marks are folded in time order. */
final class Run {
    /** Two marks of one cause are at most this far apart, ms: the hooks that tell them run side by side. */
    private static final long TOGETHER = 2_000;

    private final int number;
    private String cause;
    private Long startedAt;
    private Long repeatedAt;
    private Long endedAt;
    private RunMark end;

    private Run(int number) {
        this.number = number;
    }

    /**
     * The runs that the marks tell of, oldest first.
     *
     * @param request the Agent call, cause of the first run; null when unknown
     */
    static List<Run> fold(List<RunMark> marks, SpawnRow request) {
        List<Run> runs = new ArrayList<>(2);
        for (RunMark mark : Retold.without(marks)) {
            switch (mark.kind()) {
                case STARTED -> started(runs, mark, request);
                case RESUMED -> resumed(runs, mark, request);
                case STOPPED, FAILED, ANSWERED, KILLED -> ended(runs, mark, request);
                case NOTIFIED -> {
                    if (outcome(mark) != null) {
                        ended(runs, mark, request);
                    }
                }
            }
        }
        return runs;
    }

    private static Run next(List<Run> runs, SpawnRow request) {
        Run run = new Run(runs.size() + 1);
        if (runs.isEmpty() && request != null) {
            run.cause = request.toolUseId();
        }
        runs.add(run);
        return run;
    }

    private static void started(List<Run> runs, RunMark mark, SpawnRow request) {
        if (!runs.isEmpty() && runs.getLast().endedJustBefore(mark)) {
            runs.getLast().startedAt = runs.getLast().endedAt;
            return;
        }
        Run run = runs.isEmpty() || runs.getLast().ended() ? next(runs, request) : runs.getLast();
        if (run.startedAt == null) {
            run.startedAt = mark.at();
        } else {
            run.repeatedAt = mark.at();
        }
    }

    private static void resumed(List<Run> runs, RunMark mark, SpawnRow request) {
        if (runs.stream().anyMatch(run -> Objects.equals(run.cause, mark.causeToolUseId()) && run.cause != null)) {
            return;
        }
        if (runs.isEmpty()) {
            // a resumed agent has run before, whether or not that was seen
            next(runs, request);
        }
        Run last = runs.getLast();
        if (last.ended() || last.number == 1 || last.cause != null) {
            Run run = next(runs, request);
            if (!last.ended() && last.repeatedAt != null && mark.at() - last.repeatedAt <= TOGETHER) {
                run.startedAt = last.repeatedAt;
            }
            last = run;
        }
        last.cause = mark.causeToolUseId();
    }

    private static void ended(List<Run> runs, RunMark mark, SpawnRow request) {
        if (runs.isEmpty()) {
            next(runs, request);
        }
        Run run = runs.reversed().stream()
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
        run.endedAt = run.endedAt == null ? mark.at() : Math.min(run.endedAt, mark.at());
        if (run.end == null || authority(mark) > authority(run.end)) {
            run.end = mark;
        }
    }

    /** Of several marks of one end, whose word counts: the client's own status, then an error, then a mere stop. */
    private static int authority(RunMark mark) {
        return switch (mark.kind()) {
            case NOTIFIED -> 5;
            case FAILED -> 4;
            case KILLED -> 3;
            case ANSWERED -> 2;
            case STOPPED -> 1;
            case STARTED, RESUMED -> 0;
        };
    }

    /** How a run ended, by one mark's word; null when the mark tells no end. */
    static AgentState outcome(RunMark mark) {
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
            case STARTED, RESUMED -> null;
        };
    }

    /**
     * An end without a start, and a start right after it: bare payloads carry no time, and those of one burst may arrive in the wrong
     * order.
     */
    private boolean endedJustBefore(RunMark start) {
        return startedAt == null && endedAt != null && start.at() - endedAt <= TOGETHER;
    }

    boolean ended() {
        return end != null;
    }

    /** 1 for the first. */
    int number() {
        return number;
    }

    /** Null while its end was not seen. */
    AgentState outcome() {
        return end == null ? null : outcome(end);
    }

    RunMark end() {
        return end;
    }

    /** Epoch ms; null when its start was not seen. */
    Long startedAt() {
        return startedAt;
    }

    /** Epoch ms; null when its end was not seen. */
    Long endedAt() {
        return endedAt;
    }

    AgentRun shown() {
        return new AgentRun(number, cause, startedAt, endedAt, outcome(), end == null ? null : evidence(end));
    }

    private static String evidence(RunMark mark) {
        return switch (mark.kind()) {
            case STOPPED -> "stop";
            case FAILED -> "failure";
            case ANSWERED -> "result";
            case NOTIFIED -> "notification";
            case KILLED -> "task_stop";
            case STARTED, RESUMED -> null;
        };
    }
}
