package io.delegraph.tools.demo.plan;

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
public record PlannedTask(
        String type, String description, ExpectedOutcome outcome, List<PlanStep> steps, Ending ending, int resumes) {
    public PlannedTask {
        steps = List.copyOf(steps);
    }

    /** One stretch of work that completes. */
    public static PlannedTask of(String type, String description, ExpectedOutcome outcome) {
        return new PlannedTask(type, description, outcome, List.of(new PlanStep.ToolWork(1)), Ending.COMPLETES, 0);
    }

    public PlannedTask doing(PlanStep... instead) {
        return new PlannedTask(type, description, outcome, List.of(instead), ending, resumes);
    }

    public PlannedTask ending(Ending other) {
        return new PlannedTask(type, description, outcome, steps, other, resumes);
    }

    public PlannedTask resumed(int times) {
        return new PlannedTask(type, description, outcome, steps, ending, times);
    }
}
