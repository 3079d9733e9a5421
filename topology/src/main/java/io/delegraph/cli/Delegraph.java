package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.config.Thresholds;
import io.delegraph.live.KafkaFeed;
import io.delegraph.metrics.KafkaMeters;
import io.delegraph.metrics.LiveMeters;
import io.delegraph.metrics.ScrapeParts;
import io.delegraph.metrics.ThresholdMeters;
import io.delegraph.metrics.WindowMeters;
import io.delegraph.query.Backend;
import io.delegraph.query.FanOutQueries;
import io.delegraph.query.HookProducer;
import io.delegraph.query.HttpEndpoint;
import io.delegraph.query.HttpServer;
import io.delegraph.query.HttpSettings;
import io.delegraph.query.HttpStartException;
import io.delegraph.query.KafkaArrivals;
import io.delegraph.query.LatestWindows;
import io.delegraph.query.LiveSessions;
import io.delegraph.query.LocalQueries;
import io.delegraph.query.Readiness;
import io.delegraph.query.Setup;
import io.delegraph.query.Stores;
import io.delegraph.query.StreamsOwners;
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

/** Composes the topology and the HTTP endpoint into one application. */
final class Delegraph implements Application.Starter {
    @Override
    public Application start(Settings settings, Application.Cluster cluster) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        // what the machine's own exporter says
        metrics.config()
                .meterFilter(MeterFilter.deny(
                        id -> id.getName().startsWith("system.") || id.getName().equals("process.cpu.time")));
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        HostInfo here = HostInfo.buildFromEndpoint(advertised(settings.http()));
        HookProducer hooks = HookProducer.to(cluster.bootstrapServers(), settings);
        StreamsRunner runner = StreamsRunner.start(
                settings,
                cluster.bootstrapServers(),
                // state of one cluster must not be taken for another's
                settings.dataDir().resolve("streams").resolve(cluster.id()),
                here.host() + ":" + here.port(),
                metrics);
        try {
            int partitions = settings.topics().partitions();
            Stores stores = new Stores(runner.streams(), partitions);
            metrics.getPrometheusRegistry().register(scraped(settings, runner, stores));
            LocalQueries local = new LocalQueries(stores, DelegraphTopology.policies(settings));
            KafkaFeed feed = new KafkaFeed(cluster.bootstrapServers(), settings, metrics);
            KafkaArrivals arrivals = new KafkaArrivals(cluster.bootstrapServers(), settings);
            Started started = new Started(runner, hooks, feed, arrivals);
            started.http = HttpEndpoint.start(
                    http(settings.http()),
                    new Backend(
                            FanOutQueries.of(
                                    local,
                                    new StreamsOwners(runner.streams(), partitions, here),
                                    settings.http().readToken()),
                            local,
                            hooks,
                            feed,
                            arrivals,
                            setup(settings, cluster),
                            started::status,
                            metrics,
                            runner.topology().describe()));
            return started;
        } catch (RuntimeException e) {
            runner.close();
            hooks.close();
            throw e instanceof HttpStartException ? new StartException(e.getMessage(), e) : e;
        }
    }

    private static String advertised(Settings.Http http) {
        return http.advertised() != null ? http.advertised() : http.host() + ":" + http.port();
    }

    /** What is read when it is asked for. */
    private static MultiCollector scraped(Settings settings, StreamsRunner runner, Stores stores) {
        Thresholds thresholds = settings.thresholds();
        LatestWindows windows = LatestWindows.of(stores);
        LiveSessions live = LiveSessions.of(stores, DelegraphTopology.policies(settings));
        return new ScrapeParts(Map.of(
                "windows",
                new WindowMeters(size -> windows.latest(size, System.currentTimeMillis()), thresholds.shown()),
                "live",
                new LiveMeters(live::each, thresholds.shown().agentTypes(), System::currentTimeMillis),
                "thresholds",
                new ThresholdMeters(thresholds, settings.streams().rocksdbMemory()),
                "kafka",
                new KafkaMeters(() -> runner.streams().metrics().values())));
    }

    private static Setup setup(Settings settings, Application.Cluster cluster) {
        Settings.Http http = settings.http();
        String reached = http.host().contains(":") ? "[" + http.host() + "]:" + http.port() : advertised(http);
        return new Setup(
                Version.number(),
                System.currentTimeMillis(),
                cluster.bootstrapServers(),
                "http://" + reached + "/hooks",
                settings.prices(),
                settings.thresholds().minimumSample());
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

    private static final class Started implements Application {
        private final StreamsRunner runner;
        private final HookProducer hooks;
        private final KafkaFeed feed;
        private final KafkaArrivals arrivals;
        private HttpServer http;

        Started(StreamsRunner runner, HookProducer hooks, KafkaFeed feed, KafkaArrivals arrivals) {
            this.runner = runner;
            this.hooks = hooks;
            this.feed = feed;
            this.arrivals = arrivals;
        }

        private Readiness.Status status() {
            return new Readiness.Status(
                    runner.alive(),
                    runner.running(),
                    runner.streams().state().name(),
                    runner.restoring().stream()
                            .map(it -> new Readiness.Restoring(it.store(), it.partition(), it.restored(), it.total()))
                            .toList());
        }

        @Override
        public Progress progress() {
            List<StreamsRunner.Restoring> restoring = runner.restoring();
            return new Progress(
                    runner.running(),
                    restoring.stream()
                            .mapToLong(StreamsRunner.Restoring::restored)
                            .sum(),
                    restoring.stream().mapToLong(StreamsRunner.Restoring::total).sum());
        }

        @Override
        public CompletionStage<String> failed() {
            return runner.failed();
        }

        @Override
        public void close() {
            // first: a server waits for requests that are under way
            feed.close();
            if (http != null) {
                http.close();
            }
            arrivals.close();
            runner.close();
            hooks.close();
        }
    }
}
