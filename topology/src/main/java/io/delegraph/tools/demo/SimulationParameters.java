package io.delegraph.tools.demo;

import java.util.List;
import java.util.Random;

/**
 * Durations and frequencies. They are measured unless a figure says that it was chosen:
 *
 * <ul>
 *   <li>A: 375 delegations in 142 public sessions.
 *   <li>B: 8,876 tool calls of the roots of 113 public sessions (a part of A's).
 *   <li>C: 166 tool calls in the 13 transcripts of subagents of the same sessions.
 * </ul>
 */
final class SimulationParameters {
    /**
     * A delegation from its start to its end, ms. A: p25 49 s, median 77 s, p75 212 s, p90 761 s, p95 1332 s. Chosen: never below 10 s, and
     * never above 30 min, where A has only machines that slept.
     */
    static final QuantileFunction DELEGATION_MS = QuantileFunction.from(10_000)
            .with(0.25, 49_000)
            .with(0.5, 77_000)
            .with(0.75, 212_000)
            .with(0.9, 761_000)
            .with(0.95, 1_332_000)
            .with(1, 1_800_000);

    /** Tool calls of a delegation. A: median 19, p95 44. Chosen: from 3 to 60. */
    static final QuantileFunction TOOL_CALLS =
            QuantileFunction.from(3).with(0.5, 19).with(0.95, 44).with(1, 60);

    /** A tool call, ms. B: p25 0.02 s, median 0.26 s, p75 2.2 s, p90 17 s, p95 62 s. Chosen: from 5 ms to 2 min. */
    static final QuantileFunction TOOL_MS = QuantileFunction.from(5)
            .with(0.25, 20)
            .with(0.5, 260)
            .with(0.75, 2_160)
            .with(0.9, 16_800)
            .with(0.95, 61_600)
            .with(1, 120_000);

    /** From one call's end to the next one's start, ms: the model thinks. Chosen. */
    static final QuantileFunction THINKING_MS =
            QuantileFunction.from(800).with(0.5, 3_000).with(1, 15_000);

    /** Until a person gives the next prompt or closes the client, ms. Chosen. */
    static final QuantileFunction PERSON_MS =
            QuantileFunction.from(5_000).with(0.5, 30_000).with(1, 240_000);

    /** Until a person allows or declines a tool call, ms. Chosen. */
    static final QuantileFunction PERMISSION_MS =
            QuantileFunction.from(4_000).with(0.5, 20_000).with(1, 180_000);

    /** Share of failed tool calls. B: 4.6 %, C: 7.2 %. */
    static final double ROOT_FAILURES = 0.046;

    static final double AGENT_FAILURES = 0.072;

    /** B, without the tools that plan and delegate. */
    static final List<ToolShare> BUILDING = List.of(
            new ToolShare("Bash", 2532),
            new ToolShare("Read", 2129),
            new ToolShare("Edit", 1757),
            new ToolShare("Grep", 1080),
            new ToolShare("Write", 179),
            new ToolShare("Glob", 143));

    /** C. */
    static final List<ToolShare> SEARCHING = List.of(
            new ToolShare("Read", 82),
            new ToolShare("Bash", 36),
            new ToolShare("Glob", 23),
            new ToolShare("WebSearch", 12),
            new ToolShare("WebFetch", 8),
            new ToolShare("Grep", 5));

    private SimulationParameters() {}

    /** How many calls of the sample went to a tool. */
    record ToolShare(String tool, int calls) {}

    static String tool(List<ToolShare> mix, Random random) {
        int lot = random.nextInt(mix.stream().mapToInt(ToolShare::calls).sum());
        for (ToolShare share : mix) {
            lot -= share.calls;
            if (lot < 0) {
                return share.tool;
            }
        }
        throw new IllegalStateException("a lot beyond the sum");
    }
}
