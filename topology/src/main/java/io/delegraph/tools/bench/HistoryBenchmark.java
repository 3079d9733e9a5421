package io.delegraph.tools.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.config.Settings;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookSender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Measures queries with much data: a month of sessions, then hundreds of live ones. In a process of its own. */
final class HistoryBenchmark {
    private static final Duration PAST = Duration.ofDays(30);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(15);
    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(3);

    private final BenchmarkReport report;
    private final HookSender sender;
    private final ApiClient asking;
    private final Random random = new Random(5);
    private long hooks;

    private HistoryBenchmark(BenchmarkReport report, HookSender sender, ApiClient asking) {
        this.report = report;
        this.sender = sender;
        this.asking = asking;
    }

    /** Runs with so many delegations. */
    static void run(Settings settings, int delegations, List<String> upOptions, BenchmarkReport report)
            throws IOException {
        report.section(String.format(
                Locale.ROOT,
                "History: %,d delegations of %d days, in a 'delegraph up' of its own",
                delegations,
                PAST.toDays()));
        try (UpProcess up = UpProcess.start(settings.dataDir().resolve("history"), upOptions);
                HookSender sender = HookSender.to(up.kafka(), settings.kafka());
                ApiClient asking = new ApiClient(up.http())) {
            HistoryBenchmark history = new HistoryBenchmark(report, sender, asking);
            history.fill(delegations);
            QueryBenchmark.measure(asking, report);
            new LiveSessionsBenchmark(report, sender, asking).measure();
            report.figure(
                    "after all of this: resident, app and broker",
                    Memory.residentMb(up.handle().pid()),
                    "MB");
        }
    }

    private void fill(int delegations) {
        long start = System.nanoTime();
        long now = System.currentTimeMillis();
        long asked = 0;
        long sessions = 0;
        while (asked < delegations) {
            long at = now - Duration.ofHours(1).toMillis() - random.nextLong(PAST.toMillis());
            HistoricalSession session = HistoricalSession.of(sessions++, at);
            asked += session.agents();
            session.imported().forEach(this::send);
        }
        sender.flush();
        long all = asked;
        report.note(String.format(
                Locale.ROOT,
                "%,d hooks of %,d sessions are in the raw topic after %.0f s",
                hooks,
                sessions,
                (System.nanoTime() - start) / 1e9));
        String from = "&from=" + (now - PAST.plusDays(1).toMillis());
        String counted = "/api/v1/metrics/delegation?window=1d" + from;
        String settled = "/api/v1/metrics/coordination?window=1d" + from;
        await("delegations are counted", all, () -> sum(counted, "sample"), () -> sum(settled, "open") == 0);
        double seconds = (System.nanoTime() - start) / 1e9;
        report.figure("delegations counted", (double) all, "");
        report.figure("workflows settled", (double) sum(settled, "sample"), "");
        report.figure("filled in", seconds, "s");
        report.figure("hooks, from raw topic to sums", hooks / seconds, "events/s");
    }

    /** The sum over all sources; negative while the query fails. */
    private long sum(String path, String figure) {
        return asking.json(path)
                .map(answer -> {
                    long sum = 0;
                    for (JsonNode item : answer.get("items")) {
                        sum += item.at("/total/" + figure).asLong();
                    }
                    return sum;
                })
                .orElse(-1L);
    }

    private void await(String label, long target, LongSupplier state, BooleanSupplier settled) {
        long best = -1;
        long moved = System.nanoTime();
        long reportedAt = System.nanoTime();
        while (true) {
            long is = state.getAsLong();
            if (is >= target && settled.getAsBoolean()) {
                return;
            }
            long now = System.nanoTime();
            if (is > best) {
                best = is;
                moved = now;
            }
            if (now - moved > STALL_TIMEOUT.toNanos()) {
                throw new IllegalStateException("nothing has moved for " + STALL_TIMEOUT.toMinutes() + " minutes: " + is
                        + " of " + target + " " + label);
            }
            if (now - reportedAt > REPORT_INTERVAL.toNanos()) {
                report.note(String.format(Locale.ROOT, "%,d of %,d %s", is, target, label));
                reportedAt = now;
            }
            TopicProgress.pause(Duration.ofMillis(500));
        }
    }

    private void send(Hook hook) {
        hooks++;
        sender.send(hook, e -> {
            throw new IllegalStateException("a hook could not be sent", e);
        });
    }
}
