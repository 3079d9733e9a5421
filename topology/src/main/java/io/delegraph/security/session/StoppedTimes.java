package io.delegraph.security.session;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.security.rule.StoppedTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an agent was stopped for certain, from the marks of its runs. A stop alone is not certain: a hook may block it, and an agent that
 * waits for background work of its own goes on by itself. It is certain when the client reports the end too, when the agent stops once
 * more and no hook had blocked it, and when the session has ended.
 */
final class StoppedTimes {
    private final List<StoppedTime> found = new ArrayList<>();

    /** A stop that may be one, epoch ms; null without one. */
    private @Nullable Long stop;

    /** An end that the client reported, epoch ms; null without one. */
    private @Nullable Long reported;

    /** Since when it is stopped, as the end of its run and no hook show, epoch ms; null when they do not. */
    private @Nullable Long certain;

    /** When another agent ended it, epoch ms; null when none did. */
    private @Nullable Long killed;

    private boolean goesOnByItself;

    private StoppedTimes() {}

    /** Of a subagent, in the order of time. */
    static List<StoppedTime> of(SessionRows rows, String agentId) {
        List<RunMark> marks = rows.marks(agentId);
        boolean stops = marks.stream()
                .anyMatch(mark -> mark.kind() == RunMark.Kind.STOPPED || mark.kind() == RunMark.Kind.KILLED);
        return stops ? of(marks, rows.session().ended() != null) : List.of();
    }

    /** Whether the latest call of an agent began when it was stopped. */
    static boolean wentOn(SessionRows rows, String agentId) {
        @Nullable AgentRow agent = rows.agents().get(agentId);
        Long call = agent == null ? null : agent.callStartedAt();
        return call != null && of(rows, agentId).stream().anyMatch(stop -> stop.covers(call));
    }

    private static List<StoppedTime> of(List<RunMark> marks, boolean sessionEnded) {
        StoppedTimes times = new StoppedTimes();
        marks.stream()
                .sorted(Comparator.comparingLong(RunMark::at).thenComparing(RunMark::kind))
                .forEach(times::add);
        times.close(Long.MAX_VALUE, sessionEnded);
        return List.copyOf(times.found);
    }

    private void add(RunMark mark) {
        boolean begins = mark.kind() == RunMark.Kind.STARTED || mark.kind() == RunMark.Kind.RESUMED;
        if (mark.fromTranscript() && !begins) {
            // a transcript does not show every resumption
            return;
        }
        switch (mark.kind()) {
            case STARTED, RESUMED -> close(mark.at(), false);
            case KILLED -> killed = killed == null ? (Long) mark.at() : killed;
            case STOPPED -> stopped(mark);
            case ANSWERED, NOTIFIED -> reported(mark);
            case FAILED, LAUNCHED, MOVED -> {}
        }
    }

    private void stopped(RunMark mark) {
        if (mark.listsShells()) {
            goesOnByItself = true;
        }
        if (mark.afterBlockedStop()) {
            certain = null;
        } else if (stop != null && certain == null) {
            certain = stop;
        }
        stop = mark.at();
        settle();
    }

    private void reported(RunMark mark) {
        if (mark.interim()) {
            goesOnByItself = true;
        }
        reported = mark.at();
        settle();
    }

    private void settle() {
        // an answer may come long before the stop, and then says nothing about it
        if (certain == null && stop != null && reported != null && StoppedTime.together(stop, reported)) {
            certain = Math.max(stop, reported);
        }
    }

    private void close(long at, boolean sessionEnded) {
        if (certain == null && stop != null && sessionEnded) {
            certain = stop;
        }
        @Nullable Long from = killed != null ? killed : goesOnByItself ? null : certain;
        if (from != null) {
            found.add(new StoppedTime(from, at));
        }
        stop = null;
        reported = null;
        certain = null;
        killed = null;
        goesOnByItself = false;
    }
}
