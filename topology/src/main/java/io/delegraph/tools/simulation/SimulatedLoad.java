package io.delegraph.tools.simulation;

import io.delegraph.tools.replay.Hook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** An endless stream of hooks of concurrent sessions. */
public final class SimulatedLoad implements Iterator<Hook> {
    private final long seed;
    private final long startAt;
    private final Deque<Iterator<Hook>> running = new ArrayDeque<>();
    private long sessions;

    /**
     * The same seed and start give the same hooks.
     *
     * @param atOnce number of concurrent sessions
     * @param startAt of each session, epoch ms
     */
    public SimulatedLoad(long seed, int atOnce, long startAt) {
        this.seed = seed;
        this.startAt = startAt;
        for (int i = 0; i < atOnce; i++) {
            running.add(begin());
        }
    }

    /** Number of sessions begun so far. */
    public long sessions() {
        return sessions;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Hook next() {
        Iterator<Hook> session = running.poll();
        Hook hook = session.next();
        running.add(session.hasNext() ? session : begin());
        return hook;
    }

    private Iterator<Hook> begin() {
        GeneratedSession session = GeneratedSession.of(seed, sessions++, startAt);
        return session.hooks().iterator();
    }
}
