package io.delegraph.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all partitions from their ends, on a thread of its own. */
final class FeedConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(FeedConsumer.class);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final FeedLog log;
    private final FeedConsumerListener listener;
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean stopped;

    /** Creates a consumer without starting it. */
    FeedConsumer(FeedLog log, FeedConsumerListener listener) {
        this.log = log;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("live-tail").daemon().unstarted(this::run);
    }

    /** Listens to the consumer, on the consumer's thread. */
    interface FeedConsumerListener {
        /** Called once: everything that is committed from these positions on will be read. */
        void started(FeedConsumer tail, String log, FeedOffsets start);

        /**
         * Called at least about once a second, with or without changes.
         *
         * @param next positions behind the changes
         * @return false to stop
         */
        boolean read(FeedConsumer tail, List<FeedChange> changes, FeedOffsets next);

        /** Called once at the end, whatever the cause. */
        void ended(FeedConsumer tail);
    }

    void start() {
        thread.start();
    }

    /** Stops it soon. */
    void stop() {
        stopped = true;
        Consumer<byte[], byte[]> running = consumer;
        if (running != null) {
            // an interrupt would also affect its closing
            running.wakeup();
        }
    }

    private void run() {
        try (Consumer<byte[], byte[]> reading = log.consumer()) {
            consumer = reading;
            String identity = log.identity();
            reading.assign(log.slots().all());
            reading.seekToEnd(log.slots().all());
            listener.started(this, identity, positions(reading));
            List<FeedChange> changes = new ArrayList<>();
            while (!stopped && listener.read(this, changes, positions(reading))) {
                changes.clear();
                for (ConsumerRecord<byte[], byte[]> read : reading.poll(POLL_TIMEOUT)) {
                    FeedChange.of(log.slots().of(read.topic(), read.partition()), read)
                            .ifPresent(changes::add);
                }
            }
        } catch (InterruptedException | WakeupException e) {
            LOG.debug("the live tail was ended");
        } catch (KafkaException e) {
            LOG.warn("reading changes failed; it is retried when readers reconnect", e);
        } finally {
            listener.ended(this);
        }
    }

    private FeedOffsets positions(Consumer<byte[], byte[]> reading) {
        return new FeedOffsets(
                log.slots().all().stream().mapToLong(reading::position).toArray());
    }
}
