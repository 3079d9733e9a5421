package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.delegraph.metrics.DeadLetterMeters;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.clock.AdminPartitionEnds;
import io.delegraph.stream.clock.MonotonicTime;
import io.delegraph.stream.record.DeadLetterHandler;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology: start, progress of restoration, failure, orderly shutdown. */
public final class StreamsRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> STOPPED_THREAD_STATES = Set.of("DEAD", "PENDING_SHUTDOWN");

    private final Topology topology;
    private final KafkaStreams streams;
    private final AdminPartitionEnds ends;
    private final Path stateDir;
    private final StoreDirectory stores;
    private final ThreadReplacementLimit replacements = new ThreadReplacementLimit();
    private final Liveness liveness = new Liveness(System.currentTimeMillis());
    private final Restoration restoration = new Restoration(liveness, System::currentTimeMillis);
    private final AssignedTasks tasks = new AssignedTasks();
    private final CompletableFuture<String> failureReason = new CompletableFuture<>();

    private StreamsRunner(
            Topology topology, KafkaStreams streams, AdminPartitionEnds ends, Path stateDir, StoreDirectory stores) {
        this.topology = topology;
        this.streams = streams;
        this.ends = ends;
        this.stateDir = stateDir;
        this.stores = stores;
    }

    /**
     * Starts without waiting.
     *
     * @param advertised host:port at which other instances reach this one's HTTP endpoint
     * @throws StreamsStartException when a person has to fix something first
     */
    public static StreamsRunner start(
            Settings settings, String bootstrapServers, Path stateDir, String advertised, MeterRegistry metrics) {
        AdminPartitionEnds ends = new AdminPartitionEnds(
                Admin.create(KafkaClients.properties(bootstrapServers, settings.kafka())),
                settings.streams().properties().getOrDefault("application.id", Names.APPLICATION),
                settings.topics().partitions(),
                settings.ingest().watermarkInterval());
        Topology topology = DelegraphTopology.build(settings, ends, metrics);
        Properties properties = StreamsProperties.of(settings, bootstrapServers, stateDir, advertised);
        LOG.info(
                "starting {} on {}, state in {}, reached by other instances at {}: {}, {}",
                properties.get(StreamsConfig.APPLICATION_ID_CONFIG),
                bootstrapServers,
                stateDir,
                advertised,
                settings.streams(),
                settings.topics());
        properties.put(DeadLetterHandler.METERS, new DeadLetterMeters(metrics));
        try {
            return started(topology, properties, ends, stateDir);
        } catch (RuntimeException e) {
            // existing stores are opened at once
            ends.close();
            throw UnrecoverableFailure.describe(e, stateDir)
                    .<RuntimeException>map(why -> new StreamsStartException("the topology cannot start: " + why, e))
                    .orElse(e);
        }
    }

    private static StreamsRunner started(
            Topology topology, Properties properties, AdminPartitionEnds ends, Path stateDir) {
        StoreDirectory stores =
                new StoreDirectory(stateDir.resolve(properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG)));
        if (StreamsConfig.EXACTLY_ONCE_V2.equals(properties.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
            stores.open();
        }
        KafkaStreams streams = new KafkaStreams(topology, properties, new MonotonicTime());
        StreamsRunner runner = new StreamsRunner(topology, streams, ends, stateDir, stores);
        streams.setGlobalStateRestoreListener(runner.restoration);
        streams.setUncaughtExceptionHandler(runner::onFailure);
        streams.setStateListener((now, before) -> runner.onState(now, before));
        streams.start();
        return runner;
    }

    private void onState(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("Kafka Streams is {}, was {}", now, before);
        liveness.setRunning(now == KafkaStreams.State.RUNNING, System.currentTimeMillis());
        if (now == KafkaStreams.State.RUNNING) {
            logTasks();
        } else if (now == KafkaStreams.State.ERROR) {
            fail("Kafka Streams gave up");
        }
    }

    private void logTasks() {
        try {
            tasks.log(streams.metadataForLocalThreads());
        } catch (IllegalStateException e) {
            LOG.debug("it ended meanwhile", e);
        }
    }

    private StreamThreadExceptionResponse onFailure(Throwable failure) {
        LOG.error("a stream thread failed", failure);
        Optional<String> hopeless = UnrecoverableFailure.describe(failure, stateDir);
        if (hopeless.isEmpty() && replacements.tryAcquire(System.currentTimeMillis())) {
            LOG.warn("the failed stream thread is replaced; its tasks go on from what was committed");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fail("the topology failed: "
                + hopeless.orElseGet(() -> root(failure) + " (" + ThreadReplacementLimit.MAX_REPLACEMENTS
                        + " threads were replaced within " + ThreadReplacementLimit.WINDOW.toMinutes() + " minutes)"));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void fail(String why) {
        // not at a higher level: the caller reports it to the user
        LOG.info("the topology gives up, only a restart helps: {}", why);
        liveness.giveUp();
        failureReason.complete(why);
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

    /** Completes with the reason when the topology gives up by itself. */
    public CompletionStage<String> failed() {
        return failureReason;
    }

    public List<StoreRestoration> restoring() {
        return restoration.now();
    }

    /** Whether all queries can be answered; cheap. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING && anyThread();
    }

    private boolean anyThread() {
        try {
            return streams.metadataForLocalThreads().stream()
                    .anyMatch(thread -> !STOPPED_THREAD_STATES.contains(thread.threadState()));
        } catch (IllegalStateException e) {
            // it ended in the meantime
            return false;
        }
    }

    /** False when only a restart helps: the topology gave up, or no thread has run for minutes; cheap. */
    public boolean alive() {
        return !streams.state().hasCompletedShutdown() && liveness.alive(System.currentTimeMillis());
    }

    @Override
    public void close() {
        // leaving the group reassigns the partitions at once instead of after the session timeout
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (closed) {
            stores.close();
        } else {
            LOG.warn(
                    "Kafka Streams did not close within {} s: the next start restores what was not committed",
                    CLOSE_TIMEOUT.toSeconds());
        }
        ends.close();
    }

    /**
     * The restoration progress of one store partition.
     *
     * @param restored number of records so far
     * @param total number of records to restore
     */
    public record StoreRestoration(String store, int partition, long restored, long total) {}
}
