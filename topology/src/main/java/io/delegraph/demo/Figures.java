package io.delegraph.demo;

import java.util.List;
import java.util.Random;

/**
 * How long things take and how often they happen. Measured, unless a figure says that it was chosen:
 *
 * <ul>
 *   <li>A: 375 delegations in 142 public sessions.
 *   <li>B: 8,876 tool calls of the roots of 113 public sessions (a part of A's).
 *   <li>C: 166 tool calls in the 13 transcripts of subagents of the same sessions.
 * </ul>
 */
final class Figures {
    /**
     * A delegation from its start to its end, ms. A: p25 49 s, median 77 s, p75 212 s, p90 761 s, p95 1332 s. Chosen: never below 10 s, and
     * never above 30 min, where A has only machines that slept.
     */
    static final Quantiles DELEGATION_MS = Quantiles.from(10_000)
            .with(0.25, 49_000)
            .with(0.5, 77_000)
            .with(0.75, 212_000)
            .with(0.9, 761_000)
            .with(0.95, 1_332_000)
            .with(1, 1_800_000);

    /** Tool calls of a delegation. A: median 19, p95 44. Chosen: from 3 to 60. */
    static final Quantiles TOOL_CALLS =
            Quantiles.from(3).with(0.5, 19).with(0.95, 44).with(1, 60);

    /** A tool call, ms. B: p25 0.02 s, median 0.26 s, p75 2.2 s, p90 17 s, p95 62 s. Chosen: from 5 ms to 2 min. */
    static final Quantiles TOOL_MS = Quantiles.from(5)
            .with(0.25, 20)
            .with(0.5, 260)
            .with(0.75, 2_160)
            .with(0.9, 16_800)
            .with(0.95, 61_600)
            .with(1, 120_000);

    /** From one call's end to the next one's start, ms: the model thinks. Chosen. */
    static final Quantiles THINKING_MS = Quantiles.from(800).with(0.5, 3_000).with(1, 15_000);

    /** Until a person gives the next prompt or closes the client, ms. Chosen. */
    static final Quantiles PERSON_MS = Quantiles.from(5_000).with(0.5, 30_000).with(1, 240_000);

    /** Until a person allows or declines a tool call, ms. Chosen. */
    static final Quantiles PERMISSION_MS =
            Quantiles.from(4_000).with(0.5, 20_000).with(1, 180_000);

    /** Share of failed tool calls. B: 4.6 %, C: 7.2 %. */
    static final double ROOT_FAILURES = 0.046;

    static final double AGENT_FAILURES = 0.072;

    /** B, without the tools that plan and delegate. */
    static final List<Share> BUILDING = List.of(
            new Share("Bash", 2532),
            new Share("Read", 2129),
            new Share("Edit", 1757),
            new Share("Grep", 1080),
            new Share("Write", 179),
            new Share("Glob", 143));

    /** C. */
    static final List<Share> SEARCHING = List.of(
            new Share("Read", 82),
            new Share("Bash", 36),
            new Share("Glob", 23),
            new Share("WebSearch", 12),
            new Share("WebFetch", 8),
            new Share("Grep", 5));

    private Figures() {}

    /** How many calls of the sample went to a tool. */
    record Share(String tool, int calls) {}

    static String tool(List<Share> mix, Random random) {
        int lot = random.nextInt(mix.stream().mapToInt(Share::calls).sum());
        for (Share share : mix) {
            lot -= share.calls;
            if (lot < 0) {
                return share.tool;
            }
        }
        throw new IllegalStateException("a lot beyond the sum");
    }
}
