package io.delegraph.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.bench.Questions.Question;
import io.delegraph.config.Settings;
import io.delegraph.replay.Hook;
import io.delegraph.replay.HookSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What questions over many agents take where there are many: a month of sessions, then hundreds that are alive. In a process of its own. */
final class History {
    private static final Duration PAST = Duration.ofDays(30);
    private static final Duration SAY_EVERY = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Each question so often; the first time nobody has asked it before. */
    private static final int TIMES = 3;

    private static final int LIVE_SESSIONS = 400;
    private static final int SCRAPES = 30;
    private static final double ANSWER_BUDGET = 2_000;
    private static final double SCRAPE_BUDGET = 200;

    private final Report report;
    private final UpProcess up;
    private final HookSender sender;
    private final Asking asking;
    private final Random random = new Random(5);
    private long hooks;

    private History(Report report, UpProcess up, HookSender sender, Asking asking) {
        this.report = report;
        this.up = up;
        this.sender = sender;
        this.asking = asking;
    }

    /** With so many delegations. */
    static void run(Settings settings, int delegations, List<String> upOptions, Report report) throws IOException {
        report.section(String.format(
                Locale.ROOT,
                "History: %,d delegations of %d days, in a 'delegraph up' of its own",
                delegations,
                PAST.toDays()));
        try (UpProcess up = UpProcess.start(settings.dataDir().resolve("history"), upOptions);
                HookSender sender = HookSender.to(up.kafka(), settings.kafka());
                Asking asking = new Asking(up.http())) {
            History history = new History(report, up, sender, asking);
            history.fill(delegations);
            history.ask();
            history.live();
            history.resident();
        }
    }

    private void fill(int delegations) {
        long start = System.nanoTime();
        long now = System.currentTimeMillis();
        long asked = 0;
        long sessions = 0;
        while (asked < delegations) {
            long at = now - Duration.ofHours(1).toMillis() - random.nextLong(PAST.toMillis());
            PastSession session = PastSession.of(sessions++, at);
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

    /** Over all sources; negative while the question is not answered. */
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

    private void await(String what, long target, LongSupplier state, BooleanSupplier settled) {
        long best = -1;
        long moved = System.nanoTime();
        long said = System.nanoTime();
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
            if (now - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing has moved for " + PATIENCE.toMinutes() + " minutes: " + is
                        + " of " + target + " " + what);
            }
            if (now - said > SAY_EVERY.toNanos()) {
                report.note(String.format(Locale.ROOT, "%,d of %,d %s", is, target, what));
                said = now;
            }
            Progress.pause(Duration.ofMillis(500));
        }
    }

    private void send(Hook hook) {
        hooks++;
        sender.send(hook, e -> {
            throw new IllegalStateException("a hook could not be sent", e);
        });
    }

    private record Asked(Question question, double ms, int bytes) {}

    private void ask() {
        List<Question> questions = Questions.of(asking.json("/openapi.json").orElseThrow(), System.currentTimeMillis());
        Map<String, List<Asked>> families = new LinkedHashMap<>();
        List<Asked> all = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            for (Question question : questions) {
                long start = System.nanoTime();
                int bytes = asking.get(question.path()).map(body -> body.length).orElse(-1);
                Asked asked = new Asked(question, (System.nanoTime() - start) / 1e6, bytes);
                if (bytes < 0 && i == 0) {
                    refused.add(question.name());
                }
                all.add(asked);
                families.computeIfAbsent(question.family(), it -> new ArrayList<>())
                        .add(asked);
            }
        }
        report.note(
                questions.size() + " questions, " + TIMES
                        + " times each, one after the other: every group_by of every metric over 1, 7 and 30 days; sessions, agents, /metrics");
        report.note(refused.size() + " are refused, which counts as an answer: more than 10,000 windows");
        refused.forEach(name -> report.note("  " + name));
        families.forEach((family, asked) -> {
            Percentiles ms = percentiles(asked);
            report.figure(family + " p50", ms.at(0.5), "ms");
            report.figure(family + " p99", ms.at(0.99), "ms");
        });
        report.figure("all of them, p50", percentiles(all).at(0.5), "ms");
        report.figure("all of them, p99", percentiles(all).at(0.99), "ms");
        all.sort(Comparator.comparingDouble(Asked::ms).reversed());
        Asked slowest = all.getFirst();
        for (Asked it : all.subList(0, Math.min(5, all.size()))) {
            report.note(
                    String.format(Locale.ROOT, "%,8.0f ms, %,d kB: %s", it.ms, it.bytes / 1024, it.question.name()));
        }
        report.atMost(ANSWER_BUDGET, "slowest of them", slowest.ms, "ms");
    }

    private static Percentiles percentiles(List<Asked> asked) {
        return new Percentiles(asked.stream().mapToDouble(Asked::ms).toArray());
    }

    /** A scrape looks at everything that is alive. */
    private void live() {
        long now = System.currentTimeMillis();
        List<PastSession> sessions = new ArrayList<>();
        for (int i = 0; i < LIVE_SESSIONS; i++) {
            long number = -1L - i;
            long length = PastSession.of(number, 0).length();
            PastSession session = PastSession.of(number, now - length / 2);
            session.hooks(now).forEach(this::send);
            sessions.add(session);
        }
        sender.flush();
        Progress.until(
                () -> liveSessions() >= LIVE_SESSIONS,
                () -> liveSessions() + " of " + LIVE_SESSIONS + " live sessions");
        report.note(LIVE_SESSIONS + " sessions are alive beside them");
        report.percentiles("scrape of /metrics, nothing changes", scrapes(() -> {}), SCRAPE_BUDGET);
        report.percentiles(
                "scrape of /metrics, a tenth of them changes", scrapes(() -> change(sessions)), SCRAPE_BUDGET);
        report.percentiles(
                "live graph of 1,000 agents", timed("/api/v1/live/graph?limit=1000", () -> {}), ANSWER_BUDGET);
    }

    private void resident() throws IOException {
        report.figure(
                "after all of this: resident, app and broker",
                Memory.residentMb(up.handle().pid()),
                "MB");
    }

    private void change(List<PastSession> sessions) {
        for (int i = 0; i < LIVE_SESSIONS / 10; i++) {
            send(sessions.get(random.nextInt(LIVE_SESSIONS)).anotherCall(System.currentTimeMillis()));
        }
        sender.flush();
        Progress.pause(Duration.ofMillis(300));
    }

    private Percentiles scrapes(Runnable before) {
        return timed("/metrics", before);
    }

    private Percentiles timed(String path, Runnable before) {
        double[] ms = new double[SCRAPES];
        for (int i = -SCRAPES / 3; i < SCRAPES; i++) {
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
