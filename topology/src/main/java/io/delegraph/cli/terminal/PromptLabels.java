package io.delegraph.cli.terminal;

import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Texts that describe a session's prompts, the same as on the page. */
final class PromptLabels {
    private PromptLabels() {}

    /** "Prompt 3", with its slash command when it has one. */
    static String name(WorkflowSummary workflow) {
        String number = workflow.number() == null ? "Prompt that was not seen" : "Prompt " + workflow.number();
        return workflow.command() == null ? number : number + " /" + workflow.command();
    }

    /** The names by workflow; none for a single prompt, whose number would say nothing. */
    static Map<String, String> names(List<WorkflowSummary> workflows) {
        Map<String, String> names = new HashMap<>();
        if (workflows.size() > 1) {
            workflows.forEach(workflow -> names.put(workflow.workflowId(), name(workflow)));
        }
        return names;
    }

    static Stream<String> details(WorkflowSummary workflow) {
        int agents =
                workflow.agents().values().stream().mapToInt(Integer::intValue).sum();
        String failed =
                workflow.toolFailures() == 0 ? "" : ", " + workflow.toolFailures() + " " + Terms.of(ToolOutcome.FAILED);
        return Stream.of(
                        Terms.of(workflow.settled() ? AgentState.COMPLETED : AgentState.ACTIVE),
                        workflow.durationMs() == null ? null : Quantities.duration(workflow.durationMs()),
                        Quantities.counted(agents, "agent", "agents"),
                        Quantities.counted(workflow.toolCalls(), "tool", "tools") + failed)
                .filter(Objects::nonNull);
    }
}
