package io.delegraph.stream.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Excerpt;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;

/** What of a value is written where a record does not hold all of it. Over HTTP it is whole. */
final class RecordTruncation {
    private static final String PATH = "agent_hierarchy_path";

    private RecordTruncation() {}

    /** The value with the given share (0..1) of what may be left out of it; the value itself when nothing may. */
    static Object truncate(Object value, double share) {
        return switch (value) {
            case WorkflowSummary workflow ->
                workflow.graph() == null ? workflow : workflow.withGraph(Excerpt.of(workflow.graph(), share));
            case AgentLifecycle agent -> truncatePath(agent, share);
            default -> value;
        };
    }

    /** The end of its path: whom it works for matters more than who began it all, and its level tells how long the path is. */
    private static ObjectNode truncatePath(AgentLifecycle agent, double share) {
        ObjectNode tree = Json.MAPPER.valueToTree(agent);
        ArrayNode path = (ArrayNode) tree.get(PATH);
        int kept = Math.min(path.size(), Math.max(1, (int) (path.size() * share)));
        ArrayNode end = Json.MAPPER.createArrayNode();
        for (int i = path.size() - kept; i < path.size(); i++) {
            end.add(path.get(i));
        }
        tree.set(PATH, end);
        return tree;
    }
}
