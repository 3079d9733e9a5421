package io.delegraph.tools.bench;

import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Measures scrapes and lists with hundreds of live sessions. */
final class LiveSessionsBenchmark {
    private static final int LIVE_SESSIONS = 400;
    private static final int REPETITIONS = 30;
    private static final double SCRAPE_BUDGET_MS = 200;
    private static final double RESPONSE_BUDGET_MS = 2_000;

    private final BenchmarkReport report;
    private final HookSender sender;
    private final ApiClient asking;
    private final Random random = new Random(7);

    LiveSessionsBenchmark(BenchmarkReport report, HookSender sender, ApiClient asking) {
        this.report = report;
        this.sender = sender;
        this.asking = asking;
    }

    /** A scrape reads all live sessions. */
    void measure() {
        long now = System.currentTimeMillis();
        List<HistoricalSession> sessions = new ArrayList<>();
        for (int i = 0; i < LIVE_SESSIONS; i++) {
            long number = -1L - i;
            long length = HistoricalSession.of(number, 0).length();
            HistoricalSession session = HistoricalSession.of(number, now - length / 2);
            session.hooks(now).forEach(this::send);
            sessions.add(session);
        }
        sender.flush();
        TopicProgress.awaitCondition(
                () -> liveSessions() >= LIVE_SESSIONS,
                () -> liveSessions() + " of " + LIVE_SESSIONS + " live sessions");
        report.note(LIVE_SESSIONS + " sessions are alive beside them");
        report.percentiles(
                "scrape of /metrics, nothing changes", scrapes(LiveSessionsBenchmark::pause), SCRAPE_BUDGET_MS);
        report.percentiles(
                "scrape of /metrics, a tenth of them changes", scrapes(() -> change(sessions)), SCRAPE_BUDGET_MS);
        report.percentiles(
                "live graph of 1,000 agents", timed("/api/v1/live/graph?limit=1000", () -> {}), RESPONSE_BUDGET_MS);
    }

    private void change(List<HistoricalSession> sessions) {
        for (int i = 0; i < LIVE_SESSIONS / 10; i++) {
            send(sessions.get(random.nextInt(LIVE_SESSIONS)).anotherCall(System.currentTimeMillis()));
        }
        sender.flush();
        pause();
    }

    /** Pauses like a real scraper, so that the previous scrape's garbage does not count for the next one. */
    private static void pause() {
        TopicProgress.pause(Duration.ofMillis(300));
    }

    private void send(Hook hook) {
        sender.send(hook, e -> {
            throw new IllegalStateException("a hook could not be sent", e);
        });
    }

    private Percentiles scrapes(Runnable before) {
        return timed("/metrics", before);
    }

    private Percentiles timed(String path, Runnable before) {
        double[] ms = new double[REPETITIONS];
        for (int i = -REPETITIONS / 3; i < REPETITIONS; i++) {
            before.run();
            long start = System.nanoTime();
            var unused = asking.get(path).orElseThrow();
            if (i >= 0) {
                ms[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return new Percentiles(ms);
    }

    private long liveSessions() {
        return asking.get("/metrics").stream()
                .flatMap(body -> new String(body, StandardCharsets.UTF_8).lines())
                .filter(line -> line.startsWith("delegraph_live_sessions{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
