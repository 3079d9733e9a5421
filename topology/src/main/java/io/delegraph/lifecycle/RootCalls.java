package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.ToolRow;
import java.util.HashMap;
import java.util.Map;

/** The root's own tool calls by workflow. */
final class RootCalls {
    private RootCalls() {}

    /** Counts by workflow id, without calls before the first prompt. */
    static Map<String, Counts> byWorkflow(SessionRows rows, WorkflowResolver workflows) {
        Map<String, Counts> calls = new HashMap<>();
        int counted = 0;
        for (PromptRow prompt : rows.prompts().values()) {
            if (prompt.toolCalls() > 0) {
                counted += prompt.toolCalls();
                calls.merge(
                        workflows.ofPrompt(prompt.promptId()),
                        new Counts(prompt.toolCalls(), prompt.toolFailures(), 0, 0, 0, 0),
                        Counts::plus);
            }
        }
        AgentRow root = rows.agents().get(ROOT);
        if (root != null && root.counts().toolCalls() > counted) {
            // clients before 2.1.196 name no prompt
            for (ToolRow tool : rows.tools(ROOT)) {
                String workflow = tool.promptId() != null ? null : workflows.ofRootCall(tool);
                if (workflow != null) {
                    calls.merge(workflow, Counts.of(tool), Counts::plus);
                }
            }
        }
        return calls;
    }
}
