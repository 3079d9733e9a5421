package io.delegraph.live;

import static io.delegraph.live.PlainJson.all;
import static io.delegraph.live.PlainJson.value;
import static io.delegraph.live.ReferenceSum.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The sums of a wave's stages and a loop's rounds, for {@link ReferenceSums}. */
final class ReferenceStages {
    private ReferenceStages() {}

    /**
     * Stages of the delegator with the most stages of several agents (wave) or the most iterations (loop), then the most stages, then the
     * earlier one.
     */
    static void of(JsonNode graph, BiConsumer<Map<String, String>, ReferenceSum> each) {
        String orchestration = graph.get("orchestration").textValue();
        boolean wave = orchestration.equals("wave");
        if (!wave && !orchestration.equals("loop")) {
            return;
        }
        Map<String, List<JsonNode>> byDelegator = all(graph, "stages").stream()
                .collect(Collectors.groupingBy(
                        stage -> stage.get("delegator_agent_id").textValue()));
        List<JsonNode> chosen = byDelegator.values().stream()
                .sorted(Comparator.comparing((List<JsonNode> stages) -> -rank(stages, wave))
                        .thenComparing(stages -> -stages.size())
                        .thenComparing(ReferenceStages::began))
                .toList()
                .getFirst();
        TreeMap<Integer, List<JsonNode>> steps = new TreeMap<>();
        for (JsonNode stage : chosen) {
            JsonNode number = value(stage, wave ? "number" : "iteration");
            if (number != null) {
                steps.computeIfAbsent(number.intValue(), key -> new ArrayList<>())
                        .add(stage);
            }
        }
        if (steps.values().stream().flatMap(List::stream).anyMatch(stage -> value(stage, "ended_at") == null)) {
            return;
        }
        List<JsonNode> before = null;
        for (Map.Entry<Integer, List<JsonNode>> step : steps.entrySet()) {
            String name = step.getKey() < 8 ? Integer.toString(step.getKey()) : "8+";
            Map<String, String> values = Map.of("orchestration", orchestration, "stage", name);
            each.accept(values, step(step.getValue(), before));
            before = step.getValue();
        }
    }

    private static long rank(List<JsonNode> stages, boolean wave) {
        return wave
                ? stages.stream()
                        .filter(stage -> all(stage, "agent_ids").size() > 1)
                        .count()
                : stages.stream()
                        .mapToLong(stage -> stage.path("iteration").longValue())
                        .max()
                        .orElse(0);
    }

    private static long began(List<JsonNode> stages) {
        return stages.stream()
                .mapToLong(stage -> stage.get("started_at").longValue())
                .min()
                .orElseThrow();
    }

    private static long lasted(List<JsonNode> stages) {
        return stages.stream()
                        .mapToLong(stage -> stage.get("ended_at").longValue())
                        .max()
                        .orElseThrow()
                - began(stages);
    }

    /** Null when none is known. */
    private static Long total(List<JsonNode> stages, String field) {
        Long sum = null;
        for (JsonNode stage : stages) {
            JsonNode value = value(stage, field);
            if (value != null) {
                sum = (sum == null ? 0 : sum) + value.longValue();
            }
        }
        return sum;
    }

    private static ReferenceSum step(List<JsonNode> stages, List<JsonNode> before) {
        ReferenceSum sum = new ReferenceSum();
        sum.add("stages", 1);
        sum.both("duration_ms", LongNode.valueOf(lasted(stages)));
        Long tokens = total(stages, "tokens");
        sum.both("tokens", tokens == null ? null : LongNode.valueOf(tokens));
        sum.add("failures", total(stages, "failures"));
        sum.add("rework", total(stages, "rework"));
        sum.add("hand_offs", total(stages, "hand_offs"));
        for (JsonNode stage : stages) {
            sum.add("agents", all(stage, "agent_ids").size());
        }
        if (before != null) {
            sum.add("with_before", 1);
            sum.add("before_failures", total(before, "failures"));
            sum.add("before_rework", total(before, "rework"));
            sum.ratio("duration_log_ratio", log(lasted(stages)) - log(lasted(before)));
            Long earlier = total(before, "tokens");
            if (tokens != null && earlier != null) {
                sum.add("tokens_with_before", 1);
                sum.ratio("tokens_log_ratio", log(tokens) - log(earlier));
            }
        }
        return sum;
    }
}
