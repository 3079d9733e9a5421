package io.delegraph.stream.core;

import io.delegraph.lifecycle.ManyAgents;
import io.delegraph.schemas.event.AgentEvent;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures the CPU time of events when very many sessions alternate event by event, on stores in memory, also after a restart in the
 * middle. Not a test: it prints microseconds. Arguments are numbers of sessions, by default 20 50 100 400; each has 40 agents.
 */
public final class InterleavedCost {
    private static final int AGENTS = 40;
    private static final long BEGIN = 1_795_000_000_000L;

    /** Time from one round of all sessions to the next, ms. */
    private static final long TURN = 200;

    private static final long WATERMARK_EVERY = 2_000;

    private InterleavedCost() {}

    public static void main(String[] args) throws Exception {
        int[] sizes = args.length == 0
                ? new int[] {20, 50, 100, 400}
                : List.of(args).stream().mapToInt(Integer::parseInt).toArray();
        // warm-up of the compiler, not measured
        measure(50);
        System.out.println("sessions  events  µs of CPU/event  after the restart  kB kept/agent");
        for (int sessions : sizes) {
            System.out.println(measure(sessions));
        }
    }

    private static String measure(int sessions) throws Exception {
        List<List<AgentEvent.InSession>> all = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            all.add(ManyAgents.together("s" + i, AGENTS, BEGIN, TURN));
        }
        Path dir = Files.createTempDirectory("interleaved");
        LifecycleProcessorHarness lifecycle = new LifecycleProcessorHarness(dir);
        int turns = all.getFirst().size();
        long read = BEGIN;
        long begin = cpu();
        long untilRestart = 0;
        for (int turn = 0; turn < turns; turn++) {
            if (turn == turns / 2) {
                untilRestart = cpu() - begin;
                lifecycle.restart();
                begin = cpu();
            }
            for (List<AgentEvent.InSession> session : all) {
                lifecycle.play(session.get(turn));
            }
            long now = BEGIN + (turn + 1) * TURN;
            if (now - read >= WATERMARK_EVERY) {
                lifecycle.read(now);
                read = now;
            }
            lifecycle.clearOutput();
        }
        long afterRestart = cpu() - begin;
        lifecycle.read(read + 60_000);
        lifecycle.clearOutput();
        long kept = heap();
        lifecycle.restart();
        kept -= heap();
        try (var files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        double half = turns * sessions / 2.0;
        return String.format(
                "%8d  %6d  %15.1f  %19.1f  %8.1f",
                sessions,
                turns * sessions,
                untilRestart / 1e3 / half,
                afterRestart / 1e3 / half,
                kept / 1024.0 / all.size() / AGENTS);
    }

    private static long heap() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
