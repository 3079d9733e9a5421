package io.delegraph.live;

import static io.delegraph.live.PlainJson.all;
import static io.delegraph.live.PlainJson.text;
import static io.delegraph.live.PlainJson.value;
import static io.delegraph.live.ReferenceSum.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The sums of parents and children in a workflow, for {@link ReferenceSums}. */
final class ReferencePairs {
    private ReferencePairs() {}

    /** Each ended agent with a parent other than the root, and that parent; for workflows with fewer pairs of types than the limit. */
    static void of(JsonNode graph, BiConsumer<Map<String, String>, ReferenceSum> each) {
        Map<String, JsonNode> parts = new HashMap<>();
        all(graph, "agents").stream()
                .filter(part -> value(part, "failed") != null)
                .filter(part -> !part.get("agent_id").textValue().equals("root"))
                .forEach(part -> parts.put(part.get("agent_id").textValue(), part));
        for (JsonNode stage : all(graph, "stages")) {
            JsonNode parent = parts.get(stage.get("delegator_agent_id").textValue());
            for (JsonNode id : all(stage, "agent_ids")) {
                JsonNode child = parts.get(id.textValue());
                if (parent != null && child != null) {
                    each.accept(
                            Map.of("parent_type", text(parent, "agent_type"), "agent_type", text(child, "agent_type")),
                            pair(parent, child));
                }
            }
        }
    }

    private static ReferenceSum pair(JsonNode parent, JsonNode child) {
        ReferenceSum sum = new ReferenceSum();
        sum.add("pairs", 1);
        sum.products("work_log", log(parent.get("active_ms")), log(child.get("active_ms")));
        JsonNode ofParent = value(value(parent, "context"), "resource_usage");
        JsonNode ofChild = value(value(child, "context"), "resource_usage");
        if (ofParent != null && ofChild != null) {
            sum.add("token_pairs", 1);
            sum.products("tokens_log", log(ofParent), log(ofChild));
        }
        boolean parentFailed = parent.get("failed").booleanValue();
        boolean childFailed = child.get("failed").booleanValue();
        sum.add("parent_failed", parentFailed ? 1 : 0);
        sum.add("child_failed", childFailed ? 1 : 0);
        sum.add("both_failed", parentFailed && childFailed ? 1 : 0);
        return sum;
    }
}
