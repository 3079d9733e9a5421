package io.delegraph.live;

import io.delegraph.config.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Admits readers, starts the consumer for the first one, passes every change to all of them, and stops the consumer some time after the
 * last one left.
 */
public final class KafkaFeed implements Feed, AutoCloseable {
    private static final long START_TIMEOUT_MS = 10_000;
    private static final int RETRY_SECONDS = 5;

    private final FeedLog log;
    private final FeedLimits limits;
    private final Counter dropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Set<FeedConnection> readers = new HashSet<>();
    /** Readers that wait until the consumer has started. */
    private int opening;

    private @Nullable FeedConsumer consumer;
    private String identity = "";
    private @Nullable RecentChanges recentChanges;
    private @Nullable FeedOffsets next;
    private @Nullable String id;
    private long lastNeeded;
    private boolean closed;

    /** Creates a feed that reads nothing yet. */
    public KafkaFeed(String bootstrapServers, Settings settings, MeterRegistry metrics) {
        this(new FeedLog(bootstrapServers, settings), FeedLimits.DEFAULT, metrics);
    }

    KafkaFeed(FeedLog log, FeedLimits limits, MeterRegistry metrics) {
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
            return consumer != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public FeedStream open(@Nullable String lastEventId, @Nullable String session) {
        lock.lock();
        try {
            if (closed) {
                throw new FeedUnavailableException("this instance is being stopped", RETRY_SECONDS);
            }
            if (readers.size() + opening >= limits.readers()) {
                throw new FeedUnavailableException(
                        "there are " + limits.readers() + " readers of the stream already", RETRY_SECONDS);
            }
            FeedOffsets start = awaitConsumer();
            FeedConnection reader = connect(lastEventId, session, start);
            readers.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the position from which changes will be read. */
    private FeedOffsets awaitConsumer() {
        if (consumer == null) {
            consumer = new FeedConsumer(log, new FeedBroadcaster());
            consumer.start();
        }
        FeedConsumer awaited = consumer;
        opening++;
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(START_TIMEOUT_MS);
            while (consumer == awaited && next == null && left > 0) {
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opening--;
        }
        if (consumer != awaited || next == null) {
            throw new FeedUnavailableException("Kafka does not say where its topics end", RETRY_SECONDS);
        }
        return next;
    }

    /** Missed changes have offsets before {@code upTo}; all later ones are offered to the connection. */
    private FeedConnection connect(@Nullable String lastEventId, @Nullable String session, FeedOffsets upTo) {
        OutboundQueue pending = new OutboundQueue(session, id, limits);
        if (lastEventId == null) {
            return new FeedConnection(pending, null, false, this::onClosed);
        }
        Optional<FeedOffsets> asked = FeedOffsets.parse(
                lastEventId, identity, log.slots().count(), System.currentTimeMillis(), limits.maxIdAge());
        Optional<List<FeedChange>> missed = asked.flatMap(recent()::from);
        if (missed.isPresent()) {
            pending.addMissed(missed.get());
            return new FeedConnection(pending, null, false, this::onClosed);
        }
        return asked.filter(from -> from.lag(upTo) <= limits.missedChanges())
                .map(from ->
                        new FeedConnection(pending, new MissedChangesReader(log, from, upTo), false, this::onClosed))
                .orElseGet(() -> new FeedConnection(pending, null, true, this::onClosed));
    }

    private RecentChanges recent() {
        return Objects.requireNonNull(
                recentChanges, "there are recent changes from the start of the consumer to its end");
    }

    private void onClosed(FeedConnection reader) {
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
        FeedConsumer running;
        lock.lock();
        try {
            closed = true;
            running = consumer;
            dropAll();
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.stop();
        }
    }

    private void dropAll() {
        readers.forEach(FeedConnection::drop);
        readers.clear();
    }

    /** Handles the consumer's calls; those of an earlier consumer are ignored. */
    private final class FeedBroadcaster implements FeedConsumer.FeedConsumerListener {
        @Override
        public void started(FeedConsumer from, String log, FeedOffsets start) {
            lock.lock();
            try {
                identity = log;
                recentChanges = new RecentChanges(start, limits.recentBytes());
                next = start;
                id = start.id(log, System.currentTimeMillis());
                lastNeeded = System.nanoTime();
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean read(FeedConsumer from, List<FeedChange> changes, FeedOffsets behind) {
            lock.lock();
            try {
                changes.forEach(recent()::add);
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
                    reset();
                }
                return goOn && !closed;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void ended(FeedConsumer from) {
            lock.lock();
            try {
                if (consumer == from) {
                    reset();
                    dropAll();
                }
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Resets at once: the next reader starts another consumer, whose beginning is later than this one's end. */
        private void reset() {
            consumer = null;
            recentChanges = null;
            next = null;
            id = null;
        }
    }
}
