package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which stages of an agent are which round of a loop. A round begins with a stage that repeats and whose type this round has had; what is
 * neither of a type of an earlier round nor a check is not part of the loop.
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
     * Of the stages of one agent.
     *
     * @param repeats places of those that do again what one before did
     */
    LoopIterations(List<List<AgentExecution>> stages, Set<Integer> repeats, DelegationClassifier classifier) {
        this.stages = stages;
        this.repeats = repeats;
        this.classifier = classifier;
    }

    /** One for each stage, 1 for the first round, null for what is outside of the loop. */
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

    /** The place of what the first repeating stage repeats; behind the last one without a loop. */
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
