package io.delegraph.tools.demo.plan;

import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.util.List;

/** The orchestration of a turn after all of its steps. */
public final class PlannedOrchestration {
    private PlannedOrchestration() {}

    /** The orchestration; an agent that is resumed afterwards makes it a loop. */
    public static WorkflowOrchestration orchestration(List<PlanStep> steps) {
        if (steps.stream().anyMatch(PlanStep.FanSequence.class::isInstance)) {
            return WorkflowOrchestration.WAVE;
        }
        if (steps.stream().anyMatch(PlanStep.ReviewLoop.class::isInstance)) {
            return WorkflowOrchestration.LOOP;
        }
        return steps.stream().anyMatch(PlannedOrchestration::delegates)
                ? WorkflowOrchestration.SUB_AGENT
                : WorkflowOrchestration.SINGLE;
    }

    private static boolean delegates(PlanStep step) {
        return switch (step) {
            case PlanStep.Delegate ignored -> true;
            case PlanStep.Fan ignored -> true;
            case PlanStep.Sequence ignored -> true;
            case PlanStep.ReviewLoop ignored -> true;
            case PlanStep.FanSequence ignored -> true;
            case PlanStep.DelegateTeam ignored -> true;
            case PlanStep.LaunchBackground ignored -> true;
            case PlanStep.ToolWork ignored -> false;
            case PlanStep.UseFile ignored -> false;
            case PlanStep.Permission ignored -> false;
            case PlanStep.StopBackground ignored -> false;
            case PlanStep.Refusal ignored -> false;
            case PlanStep.LinkedClient ignored -> false;
            case PlanStep.Call ignored -> false;
            case PlanStep.Wait ignored -> false;
            case PlanStep.ChangeMode ignored -> false;
            case PlanStep.ChangeSettings ignored -> false;
            case PlanStep.Silence ignored -> false;
        };
    }
}
