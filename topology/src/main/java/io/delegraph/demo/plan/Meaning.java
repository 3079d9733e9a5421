package io.delegraph.demo.plan;

import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.util.List;

/** What the steps of a turn amount to once all of them are done. */
public final class Meaning {
    private Meaning() {}

    /** How the work is spread; an agent that is set to work again afterwards makes a loop of it. */
    public static WorkflowOrchestration orchestration(List<Step> steps) {
        if (steps.stream().anyMatch(Step.Wave.class::isInstance)) {
            return WorkflowOrchestration.WAVE;
        }
        if (steps.stream().anyMatch(Step.Loop.class::isInstance)) {
            return WorkflowOrchestration.LOOP;
        }
        return steps.stream().anyMatch(Meaning::delegates)
                ? WorkflowOrchestration.SUB_AGENT
                : WorkflowOrchestration.SINGLE;
    }

    private static boolean delegates(Step step) {
        return switch (step) {
            case Step.Delegate ignored -> true;
            case Step.Fan ignored -> true;
            case Step.Sequence ignored -> true;
            case Step.Loop ignored -> true;
            case Step.Wave ignored -> true;
            case Step.Team ignored -> true;
            case Step.Background ignored -> true;
            case Step.Work ignored -> false;
            case Step.Touch ignored -> false;
            case Step.Permission ignored -> false;
            case Step.StopBackground ignored -> false;
            case Step.Refusal ignored -> false;
            case Step.LinkedClient ignored -> false;
        };
    }
}
