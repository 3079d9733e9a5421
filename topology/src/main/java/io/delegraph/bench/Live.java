package io.delegraph.bench;

import io.delegraph.config.Settings;
import io.delegraph.replay.Hook;
import io.delegraph.replay.HookSender;
import io.delegraph.simulation.SimulatedLoad;
import io.delegraph.simulation.SimulatedSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a user of a running instance sees: how soon, how fast, at what cost. The instance is a process of its own. */
final class Live {
    private static final int PER_SECOND = 1_000;
    private static final Duration WARM = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(20);

    /** A probe looks this often whether it is visible, ms: the measure's resolution. */
    private static final int LOOK_EVERY = 5;

    private static final int PROBE_EVERY = 50;
    private static final int TREE_AGENTS = 200;
    private static final int TREE_QUERIES = 500;

    private final Report report;
    private final UpProcess up;
    private final HookSender sender;
    private final Asking asking;

    private Live(Report report, UpProcess up, HookSender sender, Asking asking) {
        this.report = report;
        this.up = up;
        this.sender = sender;
        this.asking = asking;
    }

    static void run(Settings settings, List<String> upOptions, Duration latency, Report report) throws IOException {
        report.section(
                "A 'delegraph up' of its own on what the throughput run has left: a process of its own, started by the launcher");
        long start = System.nanoTime();
        try (UpProcess up = UpProcess.start(settings.dataDir(), upOptions);
                HookSender sender = HookSender.to(up.kafka(), settings.kafka());
                Asking asking = new Asking(up.http())) {
            report.atMost(6, "start until ready, with that state", (System.nanoTime() - start) / 1e9, "s");
            Live live = new Live(report, up, sender, asking);
            live.idle("idle after the start");
            live.latency(latency);
            live.tree();
            live.idle("idle after all of this");
            HookScript.run(up, asking, report);
        }
    }

    private void idle(String when) throws IOException {
        Progress.pause(SETTLE);
        double before = Cpu.seconds(up.handle());
        Progress.pause(IDLE);
        report.atMost(
                400,
                when + ": resident, app and broker",
                Memory.residentMb(up.handle().pid()),
                "MB");
        report.atMost(
                5,
                when + ": CPU, app and broker",
                100 * (Cpu.seconds(up.handle()) - before) / IDLE.toSeconds(),
                "% of a core");
    }

    private void latency(Duration duration) {
        report.note("hook to HTTP: a SubagentStart is sent to Kafka among " + PER_SECOND
                + " hooks/s of simulated sessions; GET /api/v1/agents/… every " + LOOK_EVERY
                + " ms until it answers 200; exactly-once; this process's own time is in it");
        SimulatedLoad load = new SimulatedLoad(2, 20, System.currentTimeMillis());
        ConcurrentLinkedQueue<Double> seen = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long total = (WARM.toSeconds() + duration.toSeconds()) * PER_SECOND;
        double cpu = Cpu.seconds(up.handle());
        List<Thread> probes = new ArrayList<>();
        for (long i = 0; i < total; i++) {
            sender.send(load.next(), Live::lost);
            boolean measured = i > WARM.toSeconds() * PER_SECOND;
            if (i % PROBE_EVERY == 0) {
                long number = i;
                probes.add(Thread.startVirtualThread(() -> {
                    double ms = probe(number);
                    if (measured) {
                        seen.add(ms);
                    }
                }));
            }
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        probes.forEach(Live::join);
        report.figure("hooks sent", total / seconds, "events/s");
        report.figure(
                "CPU, app and broker, under this load and its probes",
                100 * (Cpu.seconds(up.handle()) - cpu) / seconds,
                "% of a core");
        report.percentiles(
                "hook to HTTP",
                new Percentiles(seen.stream().mapToDouble(Double::doubleValue).toArray()),
                250);
    }

    private double probe(long number) {
        String session = "bench-probe-" + number % 40;
        String agent = "a" + number;
        String envelope = "{\"v\":1,\"id\":\"" + session + "-" + number + "\",\"at\":" + System.currentTimeMillis()
                + ",\"hook\":{\"session_id\":\"" + session + "\",\"hook_event_name\":\"SubagentStart\",\"agent_id\":\""
                + agent + "\",\"agent_type\":\"Explore\",\"cwd\":\"/home/dev/project\"}}";
        long sent = System.nanoTime();
        sender.send(new Hook(agent, session, null, envelope), Live::lost);
        String path = "/api/v1/agents/" + session + "/" + agent;
        while (asking.get(path).isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY));
        }
        return (System.nanoTime() - sent) / 1e6;
    }

    private void tree() {
        SimulatedSession session = SimulatedSession.withAgents(
                TREE_AGENTS, 3, System.currentTimeMillis() - Duration.ofHours(1).toMillis());
        session.hooks().forEach(hook -> sender.send(hook, Live::lost));
        String path = "/api/v1/sessions/" + session.sessionId() + "/hierarchy";
        Progress.until(
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

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void lost(Exception e) {
        throw new IllegalStateException("a hook could not be sent", e);
    }
}
