package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.delegraph.ingest.JsonFields;
import io.delegraph.ingest.Secrets;
import io.delegraph.security.action.InjectionMarks;
import java.util.HashSet;
import java.util.Set;

/** What security rules need of the texts of Claude Code's hooks, without the texts. */
final class ClaudeCodeTexts {
    /** What the client puts in front of an agent's result that it has changed. */
    private static final String CHANGED_BY_CLIENT = "[harness: subagent output matched instruction-shaped pattern";

    private ClaudeCodeTexts() {}

    /** Whether the hook is of an agent's stop and its result speaks as a system or as a person does. */
    static boolean resultGivesOrders(JsonNode hook) {
        String result = JsonFields.text(hook, "last_assistant_message");
        return "SubagentStop".equals(JsonFields.id(hook, "hook_event_name"))
                && result != null
                && InjectionMarks.in(result);
    }

    /** The calls of this batch whose agents' results the client withheld or changed. */
    static Set<String> changedResults(JsonNode hook) {
        Set<String> changed = new HashSet<>();
        JsonNode calls = hook.get("tool_calls");
        if (calls != null && calls.isArray()) {
            for (JsonNode call : calls) {
                String id = JsonFields.id(call, "tool_use_id");
                String answer = JsonFields.texts(call, "tool_response");
                if (id != null && answer != null && answer.contains(CHANGED_BY_CLIENT)) {
                    changed.add(id);
                }
            }
        }
        return changed;
    }

    /** Whether the hook is of a call that delegates and its prompt has a secret in it. */
    static boolean promptHasSecret(JsonNode hook) {
        JsonNode input = JsonFields.object(hook, "tool_input");
        String prompt = input == null ? null : JsonFields.text(input, "prompt");
        return prompt != null
                && !Secrets.mask(TextNode.valueOf(prompt)).textValue().equals(prompt);
    }
}
