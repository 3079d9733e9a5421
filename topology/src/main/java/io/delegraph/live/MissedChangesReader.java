package io.delegraph.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the changes that one reader missed from the log, with a consumer of its own. */
final class MissedChangesReader {
    private static final Logger LOG = LoggerFactory.getLogger(MissedChangesReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
    /** Limits concurrent reads: each needs a connection and some megabytes. */
    private static final Semaphore CONCURRENT_READS = new Semaphore(2);

    private final FeedLog log;
    private final FeedOffsets from;
    private final FeedOffsets to;

    /** A reader from one position up to another, exclusive. */
    MissedChangesReader(FeedLog log, FeedOffsets from, FeedOffsets to) {
        this.log = log;
        this.from = from;
        this.to = to;
    }

    /** Takes the changes; throws when the reader is gone. */
    @FunctionalInterface
    interface Sink<E extends Exception> {
        void take(FeedChange change) throws E;
    }

    /**
     * Reads all of the changes.
     *
     * @param wanted returns false to cancel
     * @return false when some of them are no longer in the log, or do not arrive
     */
    <E extends Exception> boolean read(BooleanSupplier wanted, Sink<E> sink) throws E, InterruptedException {
        CONCURRENT_READS.acquire();
        try (Consumer<byte[], byte[]> consumer = log.consumer()) {
            List<TopicPartition> behind = laggingPartitions();
            consumer.assign(behind);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(behind);
            for (TopicPartition partition : behind) {
                if (from.next(slot(partition)) < Objects.requireNonNull(first.get(partition), "was asked for")) {
                    return false;
                }
                consumer.seek(partition, from.next(slot(partition)));
            }
            long giveUp = System.nanoTime() + READ_TIMEOUT.toNanos();
            while (!reached(consumer, behind)) {
                if (!wanted.getAsBoolean() || System.nanoTime() > giveUp) {
                    return false;
                }
                for (var read : consumer.poll(POLL_TIMEOUT)) {
                    int slot = log.slots().of(read.topic(), read.partition());
                    var change = read.offset() < to.next(slot) ? FeedChange.of(slot, read) : null;
                    if (change != null && change.isPresent()) {
                        sink.take(change.get());
                    }
                }
            }
            return true;
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("dropped");
        } catch (KafkaException e) {
            LOG.warn("cannot read the changes that a reader missed", e);
            return false;
        } finally {
            CONCURRENT_READS.release();
        }
    }

    private List<TopicPartition> laggingPartitions() {
        return log.slots().all().stream()
                .filter(partition -> from.next(slot(partition)) < to.next(slot(partition)))
                .toList();
    }

    private int slot(TopicPartition partition) {
        return log.slots().of(partition.topic(), partition.partition());
    }

    private boolean reached(Consumer<byte[], byte[]> consumer, List<TopicPartition> behind) {
        return behind.stream().allMatch(partition -> consumer.position(partition) >= to.next(slot(partition)));
    }
}
