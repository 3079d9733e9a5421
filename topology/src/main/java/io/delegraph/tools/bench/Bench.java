package io.delegraph.tools.bench;

import io.delegraph.config.Settings;
import java.time.Duration;
import java.util.List;

/** Runs all measurements. */
public final class Bench {
    private Bench() {}

    /**
     * Runs on {@code settings.dataDir()}, which must be empty.
     *
     * @param events number of events of the throughput run; zero for the history alone
     * @param latency duration of the latency measurement; zero for the throughput run alone
     * @param history number of delegations for the measurement of queries; zero for none
     * @param upOptions settings for the command line of {@code up}
     */
    public static void run(
            Settings settings,
            int events,
            Duration latency,
            int history,
            List<String> upOptions,
            BenchmarkReport report)
            throws Exception {
        if (events > 0) {
            new ThroughputBenchmark(settings, events, report).run();
            if (!latency.isZero()) {
                RunningInstanceBenchmark.run(settings, upOptions, latency, report);
            }
        }
        if (history > 0) {
            HistoryBenchmark.run(settings, history, upOptions, report);
        }
    }
}
