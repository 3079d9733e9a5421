package io.delegraph.analysis.patterns;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of {@code config/delegation-patterns.yaml}; each component has the name of its key there.
 *
 * @param overlap minimum overlap of two agents' runs to count as concurrent, as a share of the shorter one, 0..1
 * @param verbs first words of a description that show what is requested, in lower case
 * @param stopwords words of descriptions without information about the subject, in lower case
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
     * @param stages minimum number of stages with concurrent agents
     * @param agents minimum number of agents in such a stage
     */
    public record WaveRule(int stages, int agents) {}

    /**
     * When a workflow is a loop.
     *
     * @param repeats minimum number of consecutive agents of one type
     * @param rounds minimum number of rounds of a maker and a checker
     * @param resumes minimum number of resumes of one agent
     */
    public record LoopRule(int repeats, int rounds, int resumes) {}

    /**
     * The sizes of delegations: small is at most both low values, large at least one of the high values.
     *
     * @param lowCalls tool calls
     * @param lowMs run time
     * @param highCalls tool calls
     * @param highMs run time
     */
    public record AllocationRule(int lowCalls, long lowMs, int highCalls, long highMs) {}
}
