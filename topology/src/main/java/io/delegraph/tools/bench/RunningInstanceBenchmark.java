package io.delegraph.tools.bench;

import io.delegraph.config.Settings;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookSender;
import io.delegraph.tools.simulation.GeneratedSession;
import io.delegraph.tools.simulation.SimulatedLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures a running instance as its user sees it: start, latency, cost. The instance is a process of its own. */
final class RunningInstanceBenchmark {
    private static final int HOOKS_PER_SECOND = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    /** Partitions emit watermarks more often for a minute after they were busy. */
    private static final Duration SETTLE = Duration.ofSeconds(75);

    private static final Duration IDLE = Duration.ofSeconds(20);

    /**
     * Interval of the first checks of a probe, ms; later ones wait a tenth of the probe's age, which is the resolution of the measurement.
     */
    private static final int POLL_MS = 5;

    /** More concurrent probes would be a load of their own. */
    private static final int MAX_CONCURRENT_PROBES = 20;

    private static final int HOOKS_PER_PROBE = 50;
    private static final int TREE_AGENTS = 200;
    private static final int TREE_QUERIES = 500;

    private final BenchmarkReport report;
    private final UpProcess up;
    private final HookSender sender;
    private final ApiClient asking;

    private RunningInstanceBenchmark(BenchmarkReport report, UpProcess up, HookSender sender, ApiClient asking) {
        this.report = report;
        this.up = up;
        this.sender = sender;
        this.asking = asking;
    }

    static void run(Settings settings, List<String> upOptions, Duration latency, BenchmarkReport report)
            throws IOException {
        report.section(
                "A 'delegraph up' of its own on what the throughput run has left: a process of its own, started by the launcher");
        long start = System.nanoTime();
        try (UpProcess up = UpProcess.start(settings.dataDir(), upOptions);
                HookSender sender = HookSender.to(up.kafka(), settings.kafka());
                ApiClient asking = new ApiClient(up.http())) {
            report.atMost(6, "start until ready, with that state", (System.nanoTime() - start) / 1e9, "s");
            RunningInstanceBenchmark live = new RunningInstanceBenchmark(report, up, sender, asking);
            live.resident("after the start");
            live.latency(latency);
            live.tree();
            HookScriptBenchmark.run(up, asking, report);
            live.idle();
        }
    }

    private void resident(String when) throws IOException {
        report.atMost(
                400,
                when + ": resident, app and broker",
                Memory.residentMb(up.handle().pid()),
                "MB");
    }

    private void idle() throws IOException {
        report.note(
                "idle: nothing arrives for " + SETTLE.toSeconds() + " s, then " + IDLE.toSeconds() + " s are measured");
        TopicProgress.pause(SETTLE);
        double before = Cpu.seconds(up.handle());
        TopicProgress.pause(IDLE);
        resident("idle after all of this");
        report.atMost(
                5,
                "idle: CPU, app and broker",
                100 * (Cpu.seconds(up.handle()) - before) / IDLE.toSeconds(),
                "% of a core");
    }

    private void latency(Duration duration) {
        report.note(
                "hook to HTTP: a SubagentStart is sent to Kafka among " + HOOKS_PER_SECOND
                        + " hooks/s of simulated sessions; GET /api/v1/agents/… every " + POLL_MS
                        + " ms, later every tenth of its age, until it answers 200; exactly-once; this process's own time is in it");
        SimulatedLoad load = new SimulatedLoad(2, 20, System.currentTimeMillis());
        ConcurrentLinkedQueue<Double> cold = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Double> warm = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long total = (WARM_UP.toSeconds() + duration.toSeconds()) * HOOKS_PER_SECOND;
        double cpu = Cpu.seconds(up.handle());
        Semaphore free = new Semaphore(MAX_CONCURRENT_PROBES);
        int skipped = 0;
        for (long i = 0; i < total; i++) {
            sender.send(load.next(), RunningInstanceBenchmark::sendFailed);
            ConcurrentLinkedQueue<Double> seen = i < WARM_UP.toSeconds() * HOOKS_PER_SECOND ? cold : warm;
            if (i % HOOKS_PER_PROBE == 0) {
                long number = i;
                if (free.tryAcquire()) {
                    Thread.startVirtualThread(() -> {
                        seen.add(probe(number));
                        free.release();
                    });
                } else if (seen == warm) {
                    skipped++;
                }
            }
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / HOOKS_PER_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        free.acquireUninterruptibly(MAX_CONCURRENT_PROBES);
        if (skipped > 0) {
            report.note(skipped + " probes were not sent: " + MAX_CONCURRENT_PROBES
                    + " were not visible yet, so this flatters");
        }
        report.figure("hooks sent", total / seconds, "events/s");
        report.figure(
                "CPU, app and broker, under this load and its probes",
                100 * (Cpu.seconds(up.handle()) - cpu) / seconds,
                "% of a core");
        report.figure(
                "hook to HTTP p99, the first " + WARM_UP.toSeconds() + " s after the start",
                sorted(cold).at(0.99),
                "ms");
        report.percentiles("hook to HTTP", sorted(warm), 250);
    }

    private static Percentiles sorted(Collection<Double> ms) {
        return new Percentiles(ms.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double probe(long number) {
        String session = "bench-probe-" + number % 40;
        String agent = "a" + number;
        String envelope = "{\"v\":1,\"id\":\"" + session + "-" + number + "\",\"at\":" + System.currentTimeMillis()
                + ",\"hook\":{\"session_id\":\"" + session + "\",\"hook_event_name\":\"SubagentStart\",\"agent_id\":\""
                + agent + "\",\"agent_type\":\"Explore\",\"cwd\":\"/home/dev/project\"}}";
        long sent = System.nanoTime();
        sender.send(new Hook(agent, session, null, envelope), RunningInstanceBenchmark::sendFailed);
        String path = "/api/v1/agents/" + session + "/" + agent;
        while (asking.get(path).isEmpty()) {
            long age = System.nanoTime() - sent;
            LockSupport.parkNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(POLL_MS), age / 10));
        }
        return (System.nanoTime() - sent) / 1e6;
    }

    private void tree() {
        GeneratedSession session = GeneratedSession.withAgents(
                TREE_AGENTS, 3, System.currentTimeMillis() - Duration.ofHours(1).toMillis());
        session.hooks().forEach(hook -> sender.send(hook, RunningInstanceBenchmark::sendFailed));
        String path = "/api/v1/sessions/" + session.sessionId() + "/hierarchy";
        TopicProgress.awaitCondition(
                () -> asking.json(path)
                        .map(tree -> tree.get("agents").size() == TREE_AGENTS + 1
                                && tree.get("session").path("ended_at").isNumber())
                        .orElse(false),
                () -> "the tree of " + TREE_AGENTS + " agents");
        double[] ms = new double[TREE_QUERIES];
        int bytes = 0;
        for (int i = -TREE_QUERIES / 5; i < TREE_QUERIES; i++) {
            long start = System.nanoTime();
            bytes = asking.get(path).orElseThrow().length;
            if (i >= 0) {
                ms[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        report.note(TREE_QUERIES + " queries of a tree of " + TREE_AGENTS + " agents, " + session.toolCalls()
                + " tool calls, one after the other, " + bytes / 1024 + " kB each");
        report.percentiles("tree of " + TREE_AGENTS + " agents", new Percentiles(ms), 50);
    }

    private static void sendFailed(Exception e) {
        throw new IllegalStateException("a hook could not be sent", e);
    }
}
