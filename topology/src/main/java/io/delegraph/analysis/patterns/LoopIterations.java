package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the stages of an agent to the rounds of a loop. A round begins with a repeated stage whose type the current round already has. A
 * stage that is neither of a type of an earlier round nor a check is not part of the loop.
 *
 * <pre>
 * Explore  Implement Review  Implement* Review*  Document
 *    -         1       1         2        2         -       * repeats
 * </pre>
 */
final class LoopIterations {
    private final List<List<AgentExecution>> stages;
    private final Set<Integer> repeats;
    private final DelegationClassifier classifier;

    /**
     * The rounds of one agent's stages.
     *
     * @param repeats indexes of the stages that repeat an earlier one
     */
    LoopIterations(List<List<AgentExecution>> stages, Set<Integer> repeats, DelegationClassifier classifier) {
        this.stages = stages;
        this.repeats = repeats;
        this.classifier = classifier;
    }

    /** One per stage: 1 for the first round, null outside of the loop. */
    List<@Nullable Integer> all() {
        List<@Nullable Integer> iterations = new ArrayList<>();
        Set<String> round = new HashSet<>();
        Set<String> rounds = new HashSet<>();
        int first = first();
        int number = 1;
        for (int at = 0; at < stages.size(); at++) {
            String type = type(at);
            if (repeats.contains(at) && round.contains(type)) {
                number++;
                round.clear();
            }
            if (at < first || number > 1 && !rounds.contains(type) && !checks(at)) {
                iterations.add(null);
            } else {
                iterations.add(number);
                round.add(type);
                rounds.add(type);
            }
        }
        return iterations;
    }

    /** The index of the stage that the first repeated stage repeats; the number of stages without a loop. */
    private int first() {
        int repeat = repeats.stream().mapToInt(Integer::intValue).min().orElse(stages.size());
        for (int at = repeat - 1; at >= 0 && repeat < stages.size(); at--) {
            if (type(at).equals(type(repeat))) {
                return at;
            }
        }
        return stages.size();
    }

    private String type(int at) {
        return OrchestrationClassifier.type(stages, at);
    }

    private boolean checks(int at) {
        return classifier.expectedOutcome(stages.get(at).getFirst()).value() == ExpectedOutcome.VALIDATION;
    }
}
