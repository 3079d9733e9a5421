package io.delegraph.analysis.patterns;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code config/delegation-patterns.yaml} says; a component is named as its key there.
 *
 * @param overlap of two agents' runs, the share of the shorter one from which on they count as side by side, 0..1
 * @param verbs first words of a description that tell what is asked for, in lower case
 * @param stopwords words of descriptions that tell nothing about what they are about, in lower case
 */
public record PatternRules(
        double overlap,
        WaveRule wave,
        LoopRule loop,
        AllocationRule allocation,
        Map<ExpectedOutcome, List<String>> verbs,
        Set<String> stopwords) {
    public PatternRules {
        verbs = Map.copyOf(verbs);
        stopwords = Set.copyOf(stopwords);
    }

    /**
     * When a workflow is a wave.
     *
     * @param stages with agents side by side, at least
     * @param agents of such a stage, at least
     */
    public record WaveRule(int stages, int agents) {}

    /**
     * When a workflow is a loop.
     *
     * @param repeats of one type, one after the other, at least
     * @param rounds of a maker and a checker, at least
     * @param resumes of one agent, at least
     */
    public record LoopRule(int repeats, int rounds, int resumes) {}

    /**
     * How much is little and much: little is at most both of the first two, much at least one of the last two.
     *
     * @param lowCalls tool calls
     * @param lowMs run time
     * @param highCalls tool calls
     * @param highMs run time
     */
    public record AllocationRule(int lowCalls, long lowMs, int highCalls, long highMs) {}
}
