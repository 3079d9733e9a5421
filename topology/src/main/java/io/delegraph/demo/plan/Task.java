package io.delegraph.demo.plan;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;

/**
 * What one agent is asked for.
 *
 * @param type of agent
 * @param description in a few words, as the caller gives them
 * @param outcome what the caller wants back
 * @param resumes how often the root sets a background agent to work again after it has stopped
 */
public record Task(
        String type, String description, ExpectedOutcome outcome, List<Step> steps, Ending ending, int resumes) {
    public Task {
        steps = List.copyOf(steps);
    }

    /** One stretch of work that completes. */
    public static Task of(String type, String description, ExpectedOutcome outcome) {
        return new Task(type, description, outcome, List.of(new Step.Work(1)), Ending.COMPLETES, 0);
    }

    public Task doing(Step... instead) {
        return new Task(type, description, outcome, List.of(instead), ending, resumes);
    }

    public Task ending(Ending other) {
        return new Task(type, description, outcome, steps, other, resumes);
    }

    public Task resumed(int times) {
        return new Task(type, description, outcome, steps, ending, times);
    }
}
