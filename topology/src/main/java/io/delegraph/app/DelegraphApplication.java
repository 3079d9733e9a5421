package io.delegraph.app;

import io.delegraph.cli.Application;
import io.delegraph.cli.CommandException;
import io.delegraph.cli.TranscriptDirectory;
import io.delegraph.cli.Version;
import io.delegraph.config.Settings;
import io.delegraph.config.Thresholds;
import io.delegraph.http.HttpServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.HttpStartException;
import io.delegraph.http.api.InstanceInfo;
import io.delegraph.http.api.QueryScopes;
import io.delegraph.http.api.Readiness;
import io.delegraph.http.hooks.HookProducer;
import io.delegraph.http.transcripts.Transcripts;
import io.delegraph.live.KafkaFeed;
import io.delegraph.metrics.FaultIsolatingCollector;
import io.delegraph.metrics.KafkaMeters;
import io.delegraph.metrics.LiveMeters;
import io.delegraph.metrics.ThresholdMeters;
import io.delegraph.metrics.WindowMeters;
import io.delegraph.query.FanOutQueries;
import io.delegraph.query.KafkaIngestStatistics;
import io.delegraph.query.LocalLatestWindows;
import io.delegraph.query.LocalLiveSessions;
import io.delegraph.query.LocalQueries;
import io.delegraph.query.LocalStores;
import io.delegraph.query.StreamsPartitionOwners;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.stream.StreamsRunner;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Composes the topology and the HTTP endpoint into one application. */
final class DelegraphApplication implements Application.Starter {
    @Override
    public Application start(Settings settings, Application.Cluster cluster) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // meters that the machine's own exporter provides
        metrics.config()
                .meterFilter(MeterFilter.deny(
                        id -> id.getName().startsWith("system.") || id.getName().equals("process.cpu.time")));
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        HostInfo thisInstance = HostInfo.buildFromEndpoint(advertised(settings.http()));
        HookProducer hooks = HookProducer.to(cluster.bootstrapServers(), settings);
        StreamsRunner runner = StreamsRunner.start(
                settings,
                cluster.bootstrapServers(),
                // state of different clusters must not be mixed
                settings.dataDir().resolve("streams").resolve(cluster.id()),
                thisInstance.host() + ":" + thisInstance.port(),
                metrics);
        try {
            int partitions = settings.topics().partitions();
            LocalStores stores = new LocalStores(runner.streams(), partitions);
            metrics.getPrometheusRegistry().register(scraped(settings, runner, stores));
            LocalQueries local = new LocalQueries(stores, DelegraphTopology.policies(settings));
            KafkaFeed feed = new KafkaFeed(cluster.bootstrapServers(), settings, metrics);
            KafkaIngestStatistics arrivals = new KafkaIngestStatistics(cluster.bootstrapServers(), settings);
            RunningApplication started = new RunningApplication(runner, hooks, feed, arrivals);
            started.http = HttpEndpoint.start(
                    http(settings.http()),
                    new Backend(
                            new QueryScopes(
                                    FanOutQueries.of(
                                            local,
                                            new StreamsPartitionOwners(runner.streams(), partitions, thisInstance),
                                            settings.http().readToken()),
                                    local),
                            hooks,
                            feed,
                            arrivals,
                            setup(settings, cluster),
                            started::status,
                            metrics,
                            runner.topology().describe(),
                            new Transcripts(
                                    TranscriptDirectory.locate(),
                                    settings.http().transcripts())));
            return started;
        } catch (RuntimeException e) {
            runner.close();
            hooks.close();
            throw e instanceof HttpStartException ? new CommandException(e.getMessage(), e) : e;
        }
    }

    private static String advertised(Settings.Http http) {
        return http.advertised() != null ? http.advertised() : http.host() + ":" + http.port();
    }

    /** Meters that are read at each scrape. */
    private static MultiCollector scraped(Settings settings, StreamsRunner runner, LocalStores stores) {
        Thresholds thresholds = settings.thresholds();
        LocalLatestWindows windows = LocalLatestWindows.of(stores);
        LocalLiveSessions live = LocalLiveSessions.of(stores, DelegraphTopology.policies(settings));
        return new FaultIsolatingCollector(Map.of(
                "windows",
                new WindowMeters(size -> windows.latest(size, System.currentTimeMillis()), thresholds.shown()),
                "live",
                new LiveMeters(live::each, thresholds.shown().agentTypes(), System::currentTimeMillis),
                "thresholds",
                new ThresholdMeters(thresholds, settings.streams().rocksdbMemory()),
                "kafka",
                new KafkaMeters(() -> runner.streams().metrics().values())));
    }

    private static InstanceInfo setup(Settings settings, Application.Cluster cluster) {
        Settings.Http http = settings.http();
        String reached = http.host().contains(":") ? "[" + http.host() + "]:" + http.port() : advertised(http);
        return new InstanceInfo(
                Version.number(),
                System.currentTimeMillis(),
                cluster.bootstrapServers(),
                "http://" + reached + "/hooks",
                settings.prices(),
                settings.thresholds().minimumSample(),
                settings.securityPolicy());
    }

    private static HttpSettings http(Settings.Http http) {
        Set<String> hosts = new HashSet<>(http.allowedHosts());
        if (http.advertised() != null) {
            hosts.add(HostInfo.buildFromEndpoint(http.advertised()).host());
        }
        return new HttpSettings(
                http.host(),
                http.port(),
                http.readToken(),
                http.hooksToken(),
                hosts,
                HttpSettings.DEFAULT_MAX_HOOK_BYTES,
                Duration.ofSeconds(30));
    }

    private static final class RunningApplication implements Application {
        private final StreamsRunner runner;
        private final HookProducer hooks;
        private final KafkaFeed feed;
        private final KafkaIngestStatistics ingestStatistics;
        private @Nullable HttpServer http;

        RunningApplication(StreamsRunner runner, HookProducer hooks, KafkaFeed feed, KafkaIngestStatistics arrivals) {
            this.runner = runner;
            this.hooks = hooks;
            this.feed = feed;
            this.ingestStatistics = arrivals;
        }

        private Readiness.Status status() {
            return new Readiness.Status(
                    runner.alive(),
                    runner.running(),
                    runner.streams().state().name(),
                    runner.restoring().stream()
                            .map(store -> new Readiness.Restoring(
                                    store.store(), store.partition(), store.restored(), store.total()))
                            .toList());
        }

        @Override
        public Progress progress() {
            List<StreamsRunner.StoreRestoration> restoring = runner.restoring();
            return new Progress(
                    runner.running(),
                    restoring.stream()
                            .mapToLong(StreamsRunner.StoreRestoration::restored)
                            .sum(),
                    restoring.stream()
                            .mapToLong(StreamsRunner.StoreRestoration::total)
                            .sum());
        }

        @Override
        public CompletionStage<String> failed() {
            return runner.failed();
        }

        @Override
        public void close() {
            // first, because the server waits for requests in progress
            feed.close();
            if (http != null) {
                http.close();
            }
            ingestStatistics.close();
            runner.close();
            hooks.close();
        }
    }
}
