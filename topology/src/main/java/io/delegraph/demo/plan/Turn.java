package io.delegraph.demo.plan;

import java.util.List;

/**
 * What a person asks for, and what the root does about it.
 *
 * @param pattern name of the scenario
 */
public record Turn(String prompt, String pattern, List<Step> steps) {
    public Turn {
        steps = List.copyOf(steps);
    }
}
