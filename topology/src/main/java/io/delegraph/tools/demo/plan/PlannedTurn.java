package io.delegraph.tools.demo.plan;

import java.util.List;

/**
 * What a person asks for, and what the root does about it.
 *
 * @param pattern name of the scenario
 */
public record PlannedTurn(String prompt, String pattern, List<PlanStep> steps) {
    public PlannedTurn {
        steps = List.copyOf(steps);
    }
}
