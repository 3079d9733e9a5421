package io.delegraph.demo.plan;

import java.util.List;

/** What steps amount to, in the words that later rules use. */
public final class Meaning {
    /** Weakest first. */
    private static final List<String> STRATEGIES = List.of("single", "sequential", "parallel", "hierarchical");

    private Meaning() {}

    /** hierarchical, parallel, sequential or single; null when nothing is delegated. The strongest of the steps counts. */
    public static String strategy(List<Step> steps) {
        int rank = steps.stream().mapToInt(Meaning::strategy).max().orElse(0);
        return rank == 0 ? null : STRATEGIES.get(rank - 1);
    }

    /** The stronger of two strategies. */
    public static String stronger(String one, String other) {
        return STRATEGIES.indexOf(one) >= STRATEGIES.indexOf(other) ? one : other;
    }

    private static int strategy(Step step) {
        return switch (step) {
            case Step.Team ignored -> 4;
            case Step.Fan fan -> fan.tasks().size() > 1 ? 3 : 1;
            case Step.Wave ignored -> 3;
            case Step.Background background -> background.tasks().size() > 1 ? 3 : 1;
            case Step.Sequence sequence -> sequence.tasks().size() > 1 ? 2 : 1;
            case Step.Loop ignored -> 2;
            case Step.Delegate ignored -> 1;
            case Step.Work ignored -> 0;
            case Step.Touch ignored -> 0;
            case Step.Permission ignored -> 0;
            case Step.StopBackground ignored -> 0;
            case Step.Refusal ignored -> 0;
            case Step.LinkedClient ignored -> 0;
        };
    }

    /** wave, loop, sub-agent or single (nobody else works on it). */
    public static String orchestration(List<Step> steps) {
        if (steps.stream().anyMatch(Step.Wave.class::isInstance)) {
            return "wave";
        }
        if (steps.stream().anyMatch(Step.Loop.class::isInstance)) {
            return "loop";
        }
        return strategy(steps) == null ? "single" : "sub-agent";
    }
}
