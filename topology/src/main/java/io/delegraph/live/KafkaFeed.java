package io.delegraph.live;

import io.delegraph.config.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Admits readers, starts the tail for the first, hands every change to all of them, ends the tail some time after the last. */
public final class KafkaFeed implements Feed, AutoCloseable {
    private static final long START_WITHIN_MS = 10_000;
    private static final int RETRY_SECONDS = 5;

    private final Log log;
    private final FeedLimits limits;
    private final Counter dropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Set<Reader> readers = new HashSet<>();
    /** Readers that wait for the tail to start. */
    private int opening;

    private Tail tail;
    private String identity;
    private Held held;
    private Positions next;
    private String id;
    private long lastNeeded;
    private boolean closed;

    /** Reads nothing yet. */
    public KafkaFeed(String bootstrapServers, Settings settings, MeterRegistry metrics) {
        this(new Log(bootstrapServers, settings), FeedLimits.DEFAULT, metrics);
    }

    KafkaFeed(Log log, FeedLimits limits, MeterRegistry metrics) {
        this.log = log;
        this.limits = limits;
        this.dropped = Counter.builder("delegraph.live.dropped")
                .description("Readers of the live stream that were disconnected because they were too slow")
                .register(metrics);
        Gauge.builder("delegraph.live.readers", this, KafkaFeed::readers)
                .description("Readers of the live stream")
                .register(metrics);
    }

    private int readers() {
        lock.lock();
        try {
            return readers.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the topics are being read. */
    boolean reading() {
        lock.lock();
        try {
            return tail != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Stream open(String lastEventId, String session) {
        lock.lock();
        try {
            if (closed) {
                throw new UnavailableException("this instance is being stopped", RETRY_SECONDS);
            }
            if (readers.size() + opening >= limits.readers()) {
                throw new UnavailableException(
                        "there are " + limits.readers() + " readers of the stream already", RETRY_SECONDS);
            }
            awaitTail();
            Reader reader = reader(lastEventId, session);
            readers.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    private void awaitTail() {
        if (tail == null) {
            tail = new Tail(log, new Hub());
            tail.start();
        }
        Tail awaited = tail;
        opening++;
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(START_WITHIN_MS);
            while (tail == awaited && next == null && left > 0) {
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opening--;
        }
        if (tail != awaited || next == null) {
            throw new UnavailableException("Kafka does not say where its topics end", RETRY_SECONDS);
        }
    }

    /** Missed changes have offsets before {@code next}; all later ones are offered to the connection. */
    private Reader reader(String lastEventId, String session) {
        Pending pending = new Pending(session, id, limits);
        if (lastEventId == null) {
            return new Reader(pending, null, false, this::left);
        }
        Optional<Positions> asked = Positions.parse(
                lastEventId, identity, log.slots().count(), System.currentTimeMillis(), limits.backlogAge());
        Optional<List<Change>> missed = asked.flatMap(held::from);
        if (missed.isPresent()) {
            pending.addMissed(missed.get());
            return new Reader(pending, null, false, this::left);
        }
        return asked.filter(from -> from.behind(next) <= limits.backlog())
                .map(from -> new Reader(pending, new Backlog(log, from, next), false, this::left))
                .orElseGet(() -> new Reader(pending, null, true, this::left));
    }

    private void left(Reader reader) {
        lock.lock();
        try {
            readers.remove(reader);
            lastNeeded = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Tail running;
        lock.lock();
        try {
            closed = true;
            running = tail;
            dropAll();
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.stop();
        }
    }

    private void dropAll() {
        readers.forEach(Reader::drop);
        readers.clear();
    }

    /** What the tail says; what an older tail still says is not listened to. */
    private final class Hub implements Tail.Listener {
        @Override
        public void started(Tail from, String log, Positions start) {
            lock.lock();
            try {
                identity = log;
                held = new Held(start, limits.heldBytes());
                next = start;
                id = start.id(log, System.currentTimeMillis());
                lastNeeded = System.nanoTime();
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean read(Tail from, List<Change> changes, Positions behind) {
            lock.lock();
            try {
                changes.forEach(held::add);
                next = behind;
                id = behind.id(identity, System.currentTimeMillis());
                readers.removeIf(reader -> {
                    boolean tooSlow = !reader.offer(changes, id);
                    if (tooSlow) {
                        dropped.increment();
                        reader.drop();
                    }
                    return tooSlow;
                });
                boolean needed = !readers.isEmpty() || opening > 0;
                lastNeeded = needed ? System.nanoTime() : lastNeeded;
                boolean goOn = needed
                        || System.nanoTime() - lastNeeded < limits.linger().toNanos();
                if (!goOn || closed) {
                    forget();
                }
                return goOn && !closed;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void ended(Tail from) {
            lock.lock();
            try {
                if (tail == from) {
                    forget();
                    dropAll();
                }
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** At once: the next reader starts another, whose beginning is later than this one's end. */
        private void forget() {
            tail = null;
            held = null;
            next = null;
            id = null;
        }
    }
}
