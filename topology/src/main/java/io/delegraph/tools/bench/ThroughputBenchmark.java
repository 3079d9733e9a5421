package io.delegraph.tools.bench;

import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.stream.StreamsRunner;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.replay.HookSender;
import io.delegraph.tools.simulation.SimulatedLoad;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The whole topology against a pass-through, on the same records, one after the other:
 *
 * <pre>
 * both start ─► warm-up, both drain it ─► both paused ─► records in ─► pass-through drains ─► topology drains
 * </pre>
 */
final class ThroughputBenchmark {
    /** Number of concurrent sessions; each takes about a megabyte in the generator. */
    private static final int SESSIONS = 24;

    private static final double RATIO_BUDGET_PERCENT = 40;
    private static final double EVENTS_PER_SECOND_BUDGET = 20_000;

    private final Settings settings;
    private final int events;
    private final BenchmarkReport report;
    private final SimulatedLoad load = new SimulatedLoad(
            1, SESSIONS, System.currentTimeMillis() - Duration.ofHours(2).toMillis());
    private long rawBytes;

    ThroughputBenchmark(Settings settings, int events, BenchmarkReport report) {
        this.settings = settings;
        this.events = events;
        this.report = report;
    }

    /** Closes broker and stores and keeps their data for the next run. */
    void run() throws Exception {
        int partitions = settings.topics().partitions();
        Path dir = settings.dataDir();
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0)) {
            String kafka = broker.bootstrapServers();
            String cluster = TopicSetup.ensure(kafka, settings);
            Path stateDir = dir.resolve("streams").resolve(cluster);
            try (Admin admin = Admin.create(KafkaClients.properties(kafka, settings.kafka()));
                    HookSender sender = HookSender.to(kafka, settings.kafka());
                    StreamsRunner runner = StreamsRunner.start(
                            settings,
                            kafka,
                            stateDir,
                            "127.0.0.1:1",
                            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
                KafkaStreams passing = PassThrough.start(settings, kafka, dir.resolve("bench"), admin);
                TopicProgress passed =
                        new TopicProgress(passing, admin, PassThrough.GROUP, List.of(Names.HOOKS), partitions);
                TopicProgress measured = TopicProgress.ofTopology(runner.streams(), admin, partitions);
                try {
                    produce(sender, warmUp());
                    passed.await(warmUp());
                    measured.await(warmUp());
                    passing.pause();
                    runner.streams().pause();
                    produce(sender, events);
                    measure(passing, passed, runner.streams(), measured);
                } finally {
                    passing.close(CloseOptions.timeout(Duration.ofSeconds(5)));
                }
                admin.deleteTopics(List.of(PassThrough.OUT)).all().get();
                new StorageBenchmark(report, admin, runner.streams(), stateDir).measure(rawBytes, load);
            }
        }
    }

    private void measure(KafkaStreams passing, TopicProgress passed, KafkaStreams topology, TopicProgress measured)
            throws ExecutionException, InterruptedException {
        report.section(String.format(
                Locale.ROOT,
                "Throughput: %,d events of %,d bytes, %d threads, %s, broker in the same process, warm, load per core %.1f",
                events,
                rawBytes / (events + warmUp()),
                settings.streams().threads(),
                settings.streams().processingGuarantee().configName(),
                Cpu.load()));
        Rate bare = rate("pass-through", passing, passed);
        passing.pause();
        Rate whole = rate("whole topology", topology, measured);
        report.atLeast(EVENTS_PER_SECOND_BUDGET, "whole topology, events", whole.perSecond, "events/s");
        report.atLeast(
                RATIO_BUDGET_PERCENT, "whole topology / pass-through", 100 * whole.perSecond / bare.perSecond, "%");
        report.figure(
                "whole topology / pass-through, CPU", whole.cpuPerMillion / bare.cpuPerMillion, "times the CPU time");
    }

    private int warmUp() {
        return Math.max(150_000, events / 2);
    }

    private record Rate(double perSecond, double cpuPerMillion) {}

    private Rate rate(String label, KafkaStreams streams, TopicProgress progress)
            throws ExecutionException, InterruptedException {
        long before = progress.recordsConsumed();
        double cpu = Cpu.seconds();
        long start = System.nanoTime();
        streams.resume();
        progress.await(before + events);
        double seconds = (System.nanoTime() - start) / 1e9;
        Rate rate = new Rate(events / seconds, (Cpu.seconds() - cpu) / events * 1e6);
        report.figure(label, rate.perSecond, "events/s");
        report.figure(label + ", CPU with its broker", rate.cpuPerMillion, "s per million");
        return rate;
    }

    private void produce(HookSender sender, int count) {
        for (int i = 0; i < count; i++) {
            var hook = load.next();
            rawBytes += hook.envelope().getBytes(StandardCharsets.UTF_8).length;
            sender.send(hook, failure -> {
                throw new IllegalStateException("the load could not be sent", failure);
            });
        }
        sender.flush();
    }
}
