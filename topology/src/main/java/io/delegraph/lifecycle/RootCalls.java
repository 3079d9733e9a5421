package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.ToolRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The root's own tool calls, by the workflow that it made them for. */
final class RootCalls {
    private RootCalls() {}

    /**
     * Calls that were made before the first prompt belong to none.
     *
     * @param owner the workflow behind a prompt's id
     * @param promptAt the prompt that was current at a time, epoch ms; null before the first one
     */
    static Map<String, Counts> byWorkflow(
            SessionRows rows, UnaryOperator<String> owner, Function<Long, String> promptAt) {
        Map<String, Counts> calls = new HashMap<>();
        int told = 0;
        for (PromptRow prompt : rows.prompts().values()) {
            if (prompt.toolCalls() > 0) {
                told += prompt.toolCalls();
                calls.merge(
                        owner.apply(prompt.promptId()),
                        new Counts(prompt.toolCalls(), prompt.toolFailures(), 0, 0, 0, 0),
                        Counts::plus);
            }
        }
        AgentRow root = rows.agents().get(ROOT);
        if (root != null && root.counts().toolCalls() > told) {
            // clients before 2.1.196 name no prompt
            for (ToolRow tool : rows.tools(ROOT)) {
                String prompt = tool.promptId() != null
                        ? null
                        : promptAt.apply(tool.startedAt() == null ? tool.endedAt() : tool.startedAt());
                if (prompt != null) {
                    calls.merge(prompt, Counts.of(tool), Counts::plus);
                }
            }
        }
        return calls;
    }
}
