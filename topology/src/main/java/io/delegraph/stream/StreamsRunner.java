package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology: start, progress of restoration, failure, orderly end. */
public final class StreamsRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    /** A thread that dies is replaced so often within a run; then something is wrong that a new thread does not mend. */
    private static final int REPLACEMENTS = 5;

    private final Topology topology;
    private final KafkaStreams streams;
    private final AdminRawEnds ends;
    private final Restoration restoration = new Restoration();
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private int replaced;

    private StreamsRunner(Topology topology, KafkaStreams streams, AdminRawEnds ends) {
        this.topology = topology;
        this.streams = streams;
        this.ends = ends;
    }

    /**
     * Starts without waiting.
     *
     * @param advertised host:port under which other instances reach this one's HTTP endpoint
     */
    public static StreamsRunner start(
            Settings settings, String bootstrapServers, Path stateDir, String advertised, MeterRegistry metrics) {
        AdminRawEnds ends = new AdminRawEnds(
                Admin.create(Clients.properties(bootstrapServers, settings.kafka())),
                settings.streams().properties().getOrDefault("application.id", Names.APPLICATION),
                settings.topics().partitions(),
                settings.ingest().watermarkInterval());
        Topology topology = DelegraphTopology.build(settings, ends, metrics);
        KafkaStreams streams = new KafkaStreams(
                topology, StreamsProperties.of(settings, bootstrapServers, stateDir, advertised), new SteadyTime());
        StreamsRunner runner = new StreamsRunner(topology, streams, ends);
        streams.setGlobalStateRestoreListener(runner.restoration);
        streams.setUncaughtExceptionHandler(runner::onFailure);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                runner.failed.complete("Kafka Streams gave up");
            }
        });
        streams.start();
        return runner;
    }

    private synchronized StreamThreadExceptionResponse onFailure(Throwable failure) {
        LOG.error("a stream thread failed", failure);
        if (failure instanceof Error || hopeless(failure) || replaced++ >= REPLACEMENTS) {
            failed.complete("the topology failed: " + root(failure));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** A state directory that cannot be used (disk full, no access) is not mended by a new thread. */
    private static boolean hopeless(Throwable failure) {
        return failure instanceof ProcessorStateException || root(failure) instanceof IOException;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    public KafkaStreams streams() {
        return streams;
    }

    public Topology topology() {
        return topology;
    }

    /** Completes with the reason when it gives up by itself. */
    public CompletionStage<String> failed() {
        return failed;
    }

    public List<Restoring> restoring() {
        return restoration.now();
    }

    /** Cheap. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        // its partitions are somebody else's at once, not after its session has timed out
        streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        ends.close();
    }

    /**
     * How far the restoration of one store's partition is.
     *
     * @param restored records so far
     * @param total records to restore
     */
    public record Restoring(String store, int partition, long restored, long total) {}

    private static final class Restoration implements StateRestoreListener {
        private final Map<String, Restoring> stores = new ConcurrentHashMap<>();

        List<Restoring> now() {
            return List.copyOf(stores.values());
        }

        @Override
        public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
            stores.put(store + partition.partition(), new Restoring(store, partition.partition(), 0, end - start));
        }

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long restored) {
            stores.computeIfPresent(
                    store + partition.partition(),
                    (key, it) -> new Restoring(it.store, it.partition, it.restored + restored, it.total));
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long total) {
            stores.remove(store + partition.partition());
        }

        @Override
        public void onRestoreSuspended(TopicPartition partition, String store, long total) {
            stores.remove(store + partition.partition());
        }
    }
}
