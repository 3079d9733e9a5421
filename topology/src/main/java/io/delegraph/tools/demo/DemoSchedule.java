package io.delegraph.tools.demo;

import io.delegraph.tools.replay.Hook;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The events of a demo in order: first the half hour before its start, session by session, the shortest first so that much is visible at
 * once; then everything at its time, until all sessions have ended or the time is over. The same settings and start give the same schedule.
 */
public final class DemoSchedule implements Iterator<DemoEvent> {
    /** Length of the history before the start of a demo, in the demo's time. */
    static final Duration HISTORY = Duration.ofMinutes(30);

    private final long startedAt;
    private final long end;
    private final DemoSessions sessions;
    private final Deque<DemoEvent> due = new ArrayDeque<>();
    private final PriorityQueue<RemainingHooks> underWay = new PriorityQueue<>(
            Comparator.comparingLong(RemainingHooks::nextAt).thenComparingInt(RemainingHooks::number));
    private int begun;

    /** A schedule that begins at {@code startedAt}, epoch ms. */
    public DemoSchedule(DemoSettings settings, long startedAt) {
        this.startedAt = startedAt;
        this.end = settings.playFor() == null
                ? Long.MAX_VALUE
                : startedAt + settings.playFor().toMillis();
        this.sessions =
                new DemoSessions(settings, startedAt - new TimeScale(settings.speed()).of((double) HISTORY.toMillis()));
        history();
    }

    /** The remaining hooks of a session. */
    private record RemainingHooks(int number, Deque<Hook> hooks) {
        long nextAt() {
            return hooks.getFirst().firedAt();
        }
    }

    private void history() {
        List<DemoSession> past = new ArrayList<>();
        while (sessions.nextAt() <= startedAt) {
            past.add(sessions.next());
        }
        past.sort(Comparator.comparingLong(session -> session.hooksBy(startedAt)));
        past.forEach(session -> begin(session, startedAt));
    }

    /** Emits a session's labels and its hooks that are due by {@code now}. */
    private void begin(DemoSession session, long now) {
        due.add(new DemoEvent.LabelsKnown(session.labels(end)));
        Deque<Hook> hooks = new ArrayDeque<>(session.hooks());
        while (!hooks.isEmpty() && hooks.getFirst().firedAt() <= now) {
            due.add(new DemoEvent.HookDue(hooks.poll()));
        }
        if (!hooks.isEmpty()) {
            underWay.add(new RemainingHooks(begun, hooks));
        }
        begun++;
    }

    @Override
    public boolean hasNext() {
        return !due.isEmpty() || nextAt() <= end && nextAt() < Long.MAX_VALUE;
    }

    private long nextAt() {
        return Math.min(underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().nextAt(), sessions.nextAt());
    }

    @Override
    public DemoEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the demo is over");
        }
        if (due.isEmpty()) {
            advance();
        }
        return due.poll();
    }

    private void advance() {
        if (sessions.nextAt() <= nextAt()) {
            begin(sessions.next(), Long.MIN_VALUE);
            return;
        }
        RemainingHooks rest = underWay.poll();
        due.add(new DemoEvent.HookDue(rest.hooks.poll()));
        if (!rest.hooks.isEmpty()) {
            underWay.add(rest);
        }
    }
}
