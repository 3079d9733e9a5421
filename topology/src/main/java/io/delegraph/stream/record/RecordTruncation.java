package io.delegraph.stream.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Excerpt;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;

/** Truncates values that do not fit into a record. Over HTTP they are complete. */
final class RecordTruncation {
    private static final String PATH = "agent_hierarchy_path";

    private RecordTruncation() {}

    /** The value without the given share (0..1) of its optional parts; the value itself when it has none. */
    static Object truncate(Object value, double share) {
        return switch (value) {
            case WorkflowSummary workflow ->
                workflow.graph() == null ? workflow : workflow.withGraph(Excerpt.of(workflow.graph(), share));
            case AgentLifecycle agent -> truncatePath(agent, share);
            default -> value;
        };
    }

    /** Keeps the end of the path: the nearest ancestors matter more than the topmost, and the level gives the length. */
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
