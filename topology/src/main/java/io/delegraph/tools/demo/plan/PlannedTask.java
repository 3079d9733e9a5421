package io.delegraph.tools.demo.plan;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;

/**
 * The task of one agent.
 *
 * @param type of agent
 * @param description short description by the caller
 * @param outcome the expected outcome
 * @param resumes how often the root resumes a background agent after it has stopped
 * @param traits {@link AgentTraits#NONE} except in incidents
 */
public record PlannedTask(
        String type,
        String description,
        ExpectedOutcome outcome,
        List<PlanStep> steps,
        Ending ending,
        int resumes,
        AgentTraits traits) {
    public PlannedTask {
        steps = List.copyOf(steps);
    }

    /** A task of a single run that completes. */
    public static PlannedTask of(String type, String description, ExpectedOutcome outcome) {
        return new PlannedTask(
                type, description, outcome, List.of(new PlanStep.ToolWork(1)), Ending.COMPLETES, 0, AgentTraits.NONE);
    }

    public PlannedTask doing(PlanStep... instead) {
        return new PlannedTask(type, description, outcome, List.of(instead), ending, resumes, traits);
    }

    public PlannedTask ending(Ending other) {
        return new PlannedTask(type, description, outcome, steps, other, resumes, traits);
    }

    public PlannedTask resumed(int times) {
        return new PlannedTask(type, description, outcome, steps, ending, times, traits);
    }

    public PlannedTask like(AgentTraits others) {
        return new PlannedTask(type, description, outcome, steps, ending, resumes, others);
    }
}
