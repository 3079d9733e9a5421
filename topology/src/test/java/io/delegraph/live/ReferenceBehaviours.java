package io.delegraph.live;

import static io.delegraph.live.PlainJson.all;
import static io.delegraph.live.PlainJson.text;
import static io.delegraph.live.PlainJson.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The sums of what agents of a type do, for {@link ReferenceSums}. */
final class ReferenceBehaviours {
    private ReferenceBehaviours() {}

    /** Gets the sum of one agent that asked for others, and when it first did, epoch ms. */
    @FunctionalInterface
    interface Sink {
        void add(Map<String, String> values, long at, ReferenceSum sum);
    }

    /** Of an ended agent; {@code context} is null when it has none. */
    static ReferenceSum of(JsonNode agent, JsonNode context) {
        ReferenceSum sum = new ReferenceSum();
        sum.add("agents", 1);
        sum.measure("tool_calls", agent.get("tool_calls").longValue());
        JsonNode level = value(agent, "agent_hierarchy_level");
        if (level != null) {
            sum.measure("level", level.longValue());
        }
        agent.get("activity")
                .properties()
                .forEach(kind -> kind.getValue().forEach(name -> sum.countClass(kind.getKey(), name.textValue(), 1)));
        JsonNode strategy = value(context, "delegation_strategy");
        if (strategy != null) {
            sum.countClass("strategies", strategy.textValue(), 1);
        }
        return sum;
    }

    static void ofDelegators(JsonNode graph, Sink sink) {
        for (JsonNode delegator : all(graph, "delegators")) {
            String id = delegator.get("agent_id").textValue();
            JsonNode part = null;
            for (JsonNode agent : all(graph, "agents")) {
                part = agent.get("agent_id").textValue().equals(id) ? agent : part;
            }
            long asked = Long.MAX_VALUE;
            for (JsonNode stage : all(graph, "stages")) {
                if (stage.get("delegator_agent_id").textValue().equals(id)) {
                    asked = Math.min(asked, stage.get("started_at").longValue());
                }
            }
            if (part != null && asked < Long.MAX_VALUE && !id.equals("root")) {
                ReferenceSum sum = new ReferenceSum();
                sum.measure("fan_out", delegator.get("children").longValue());
                sum.measure("overlap", delegator.get("peak_children").longValue());
                sink.add(Map.of("agent_type", text(part, "agent_type")), asked, sum);
            }
        }
    }
}
