package io.delegraph.tools.bench;

import io.delegraph.config.Settings;
import java.time.Duration;
import java.util.List;

/** Everything that is measured, in one run. */
public final class Bench {
    private Bench() {}

    /**
     * Runs on {@code settings.dataDir()}, which must be empty.
     *
     * @param events of the throughput run; zero for the history alone
     * @param latency how long hook to HTTP is measured; zero for the throughput run alone
     * @param history delegations that questions over many agents are measured on; zero for no such measurement
     * @param upOptions settings as {@code up} takes them on its command line
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
