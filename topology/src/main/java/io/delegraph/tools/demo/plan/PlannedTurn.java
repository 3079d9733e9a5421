package io.delegraph.tools.demo.plan;

import java.util.List;

/**
 * A person's prompt and the root's steps for it.
 *
 * @param pattern name of the scenario
 */
public record PlannedTurn(String prompt, String pattern, List<PlanStep> steps) {
    public PlannedTurn {
        steps = List.copyOf(steps);
    }
}
