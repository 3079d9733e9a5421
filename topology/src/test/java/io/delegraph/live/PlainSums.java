package io.delegraph.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the windows must add up to: told once more, of the JSON that the topics hold, with nothing of the code that sums them. As
 * {@code schemas/} and the README have it: what each delegation and each workflow counts, in which window, in which groups.
 */
final class PlainSums {
    /** Lengths, ms. */
    static final Map<String, Long> WINDOWS = Map.of("1m", 60_000L, "5m", 300_000L, "1h", 3_600_000L, "1d", 86_400_000L);

    private static final Set<String> UNCLEAN = Set.of("FAILED", "REFUSED", "KILLED", "LOST");
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "REFUSED", "KILLED", "LOST");

    private static final Map<String, List<String>> GROUPINGS = Map.of(
            "delegation",
            List.of(
                    "",
                    "agent_type",
                    "outcome",
                    "level",
                    "strategy",
                    "orchestration",
                    "coordination_pattern",
                    "expected_outcome",
                    "reason",
                    "project",
                    "user",
                    "agent_type,outcome",
                    "agent_type,expected_outcome",
                    "project,agent_type"),
            "workflow",
            List.of(
                    "",
                    "outcome",
                    "strategy",
                    "orchestration",
                    "project",
                    "user",
                    "declared",
                    "declared_delegate",
                    "declared_concurrency",
                    "declared_wave_mode",
                    "declared_wave_strategy",
                    "declared_loop",
                    "project,orchestration",
                    "declared_wave_strategy,orchestration"),
            "part",
            List.of("agent_type", "project,agent_type"),
            "pair",
            List.of("", "parent_type,agent_type"),
            "stage",
            List.of("orchestration,stage"));

    private final Map<Window, Sum> sums = new HashMap<>();

    /** One group's window. */
    record Window(String window, long start, String source, String subject, Map<String, String> group) {
        /** Of a value of {@code agent.metrics}, or of an answer that has it. */
        static Window of(JsonNode window) {
            Map<String, String> group = new TreeMap<>();
            window.get("group")
                    .properties()
                    .forEach(it -> group.put(it.getKey(), it.getValue().textValue()));
            return new Window(
                    window.get("window").textValue(),
                    window.get("start").longValue(),
                    window.get("source").textValue(),
                    window.get("subject").textValue(),
                    group);
        }
    }

    /** What is in it: amounts, and counts by bucket; what is zero is not there. */
    record Sum(Map<String, Long> amounts, Map<String, Map<Integer, Long>> buckets) {
        Sum() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        static Sum of(JsonNode window) {
            Sum sum = new Sum();
            window.get("amounts")
                    .properties()
                    .forEach(it -> sum.amounts.put(it.getKey(), it.getValue().longValue()));
            window.get("quantiles")
                    .properties()
                    .forEach(it -> it.getValue()
                            .get("buckets")
                            .properties()
                            .forEach(bucket -> sum.count(
                                    it.getKey(),
                                    Integer.parseInt(bucket.getKey()),
                                    bucket.getValue().longValue())));
            return sum;
        }

        private void add(String amount, long value) {
            if (value != 0) {
                amounts.merge(amount, value, Long::sum);
            }
        }

        private void add(String amount, JsonNode value) {
            add(amount, value == null ? 0 : value.longValue());
        }

        private void count(String measure, int bucket, long times) {
            buckets.computeIfAbsent(measure, it -> new TreeMap<>()).merge(bucket, times, Long::sum);
        }

        private void measure(String measure, long value) {
            count(measure, bucket(value), 1);
        }

        /** An amount whose values have quantiles. */
        private void both(String amount, JsonNode value) {
            if (value != null) {
                add(amount, value);
                measure(amount, value.longValue());
            }
        }

        private void share(String name, JsonNode value) {
            if (value != null) {
                add(name + "_ppm", Math.round(value.doubleValue() * 1e6));
                add(name + "_known", 1);
            }
        }

        private void known(String amount, JsonNode value) {
            if (value != null) {
                add(amount, value);
                add(amount + "_known", 1);
            }
        }

        /** What a correlation is computed from. */
        private void products(String what, long parent, long child) {
            add("parent_" + what, parent);
            add("child_" + what, child);
            add("parent_" + what + "_squared", parent * parent);
            add("child_" + what + "_squared", child * child);
            add(what + "_product", parent * child);
        }

        private void ratio(String name, long ratio) {
            add(name, ratio);
            add(name + "_squared", ratio * ratio);
        }

        private void cost(JsonNode usd) {
            if (usd != null) {
                add("cost_micro_usd", Math.round(usd.doubleValue() * 1e6));
                add("cost_known", 1);
            }
        }

        private void all(Sum other) {
            other.amounts.forEach(this::add);
            other.buckets.forEach(
                    (measure, counts) -> counts.forEach((bucket, times) -> count(measure, bucket, times)));
        }
    }

    /** A bucket's number: up to 31 the value itself; above, a power of two is divided into 16. */
    private static int bucket(long value) {
        if (value < 32) {
            return (int) value;
        }
        int power = 5;
        long low = 32;
        while (value / 2 >= low) {
            power++;
            low *= 2;
        }
        return 16 * (power - 3) + (int) ((value - low) * 16 / low);
    }

    /** Of the latest of each agent and of each workflow. */
    static Map<Window, Sum> of(Collection<JsonNode> agents, Collection<JsonNode> workflows) {
        PlainSums plain = new PlainSums();
        agents.stream()
                .filter(agent -> !agent.get("agent_id").textValue().equals("root"))
                .forEach(plain::delegation);
        workflows.forEach(plain::workflow);
        return plain.sums;
    }

    private void add(String subject, JsonNode whose, long at, Map<String, String> values, Sum sum) {
        String source = text(whose, "source");
        WINDOWS.forEach((window, ms) -> GROUPINGS.get(subject).forEach(grouping -> {
            Map<String, String> group = new TreeMap<>();
            for (String dimension : grouping.isEmpty() ? new String[0] : grouping.split(",", -1)) {
                group.put(dimension, values.get(dimension));
            }
            sums.computeIfAbsent(new Window(window, at / ms * ms, source, subject, group), it -> new Sum())
                    .all(sum);
        }));
    }

    private void delegation(JsonNode agent) {
        String state = agent.get("state").textValue();
        boolean ended = ENDED.contains(state);
        JsonNode context = value(agent, "context");
        Map<String, String> values = new HashMap<>();
        values.put("agent_type", text(agent, "agent_type"));
        values.put("outcome", ended ? state : "OPEN");
        values.put("level", text(agent, "agent_hierarchy_level"));
        values.put("project", text(agent, "project"));
        values.put("user", text(agent, "user"));
        values.put("strategy", text(context, "delegation_strategy"));
        values.put("orchestration", text(context, "workflow_orchestration"));
        values.put("coordination_pattern", text(context, "coordination_pattern"));
        values.put("expected_outcome", text(context, "expected_outcome"));
        values.put("reason", text(context, "delegation_reason"));
        Sum sum = new Sum();
        sum.add("delegations", 1);
        sum.add(ended ? state.toLowerCase(Locale.ROOT) : "open", 1);
        if (ended) {
            sum.both("duration_ms", value(agent, "duration_ms"));
            if (agent.get("tokens_source").textValue().equals("TRANSCRIPT")) {
                sum.both("tokens", value(agent, "total_tokens"));
            }
            sum.cost(value(agent, "cost_usd"));
            sum.add("tool_calls", value(agent, "tool_calls"));
            sum.add("tool_failures", value(agent, "tool_failures"));
            sum.add("repeated_runs", Math.max(0, agent.get("runs").intValue() - 1));
            sum.add("permission_requests", value(agent, "permission_requests"));
            sum.add("permission_denials", value(agent, "permission_denials"));
            sum.share("efficiency", value(context, "efficiency"));
            sum.add("messages", value(context, "message_count"));
            sum.add("transfer_chars", value(context, "data_transfer_chars"));
            sum.add("sync_points", value(context, "sync_points"));
        }
        add("delegation", agent, first(agent, "requested_at", "started_at", "ended_at", "last_seen_at"), values, sum);
    }

    private void workflow(JsonNode workflow) {
        JsonNode graph = value(workflow, "graph");
        Long at = first(workflow, "started_at");
        if (at == null && graph != null) {
            at = all(graph, "stages").stream()
                    .map(stage -> stage.get("started_at").longValue())
                    .min(Long::compare)
                    .orElse(null);
        }
        at = at == null ? first(workflow, "ended_at") : at;
        if (at == null) {
            return;
        }
        boolean settled = workflow.get("settled").booleanValue();
        boolean unclean = false;
        long agents = 0;
        for (Map.Entry<String, JsonNode> state : workflow.get("agents").properties()) {
            unclean |= UNCLEAN.contains(state.getKey());
            agents += state.getValue().longValue();
        }
        Sum sum = new Sum();
        sum.add("workflows", 1);
        sum.add(settled ? unclean ? "with_failures" : "clean" : "open", 1);
        if (settled) {
            JsonNode flags = value(workflow, "declared");
            sum.add("agents", agents);
            sum.add("tool_calls", value(workflow, "tool_calls"));
            sum.add("tool_failures", value(workflow, "tool_failures"));
            sum.known("declared_concurrency", value(flags, "concurrency"));
            sum.known("declared_iterations", value(flags, "iterations"));
            sum.both(
                    "elapsed_ms",
                    graph == null
                            ? value(workflow, "duration_ms")
                            : graph.get("coordination").get("elapsed_ms"));
            if (graph != null) {
                analysed(graph, sum);
                for (JsonNode part : all(graph, "types")) {
                    part(workflow, at, part);
                }
                pairs(workflow, graph, at);
                steps(workflow, graph, at);
            }
        }
        String outcome = settled ? unclean ? "WITH_FAILURES" : "CLEAN" : "OPEN";
        add("workflow", workflow, at, values(workflow, graph, outcome), sum);
    }

    private static Map<String, String> values(JsonNode workflow, JsonNode graph, String outcome) {
        JsonNode flags = value(workflow, "declared");
        Map<String, String> values = new HashMap<>();
        values.put("outcome", outcome);
        values.put("project", text(workflow, "project"));
        values.put("user", text(workflow, "user"));
        values.put("orchestration", text(graph, "orchestration"));
        values.put(
                "strategy",
                graph == null
                        ? "(unknown)"
                        : all(graph, "delegators").stream()
                                .filter(it -> it.get("agent_id").textValue().equals("root"))
                                .map(it -> value(it, "strategy"))
                                .filter(it -> it != null)
                                .map(JsonNode::asText)
                                .findFirst()
                                .orElse("none"));
        boolean declared = flags != null
                && List.of(
                                "delegate",
                                "concurrency",
                                "wave_mode",
                                "wave_strategy",
                                "wave_delegation",
                                "loop",
                                "iterations",
                                "parallel",
                                "sequential")
                        .stream()
                        .anyMatch(flag -> value(flags, flag) != null);
        values.put("declared", declared ? "declared" : "undeclared");
        for (String flag : List.of("delegate", "concurrency", "wave_mode", "wave_strategy", "loop")) {
            JsonNode said = value(flags, flag);
            values.put("declared_" + flag, said == null ? "undeclared" : said.asText());
        }
        return values;
    }

    private static void analysed(JsonNode graph, Sum sum) {
        sum.add("analysed", 1);
        sum.add(graph.get("orchestration").textValue().replace('-', '_'), 1);
        for (JsonNode level : all(graph, "concurrency")) {
            sum.add(
                    "concurrent_ms",
                    level.get("agents").longValue() * level.get("ms").longValue());
            sum.add("concurrency_ms", level.get("ms"));
        }
        long stages = mostOfOne(graph, stage -> true);
        long repeated = mostOfOne(graph, stage -> stage.get("repeats").booleanValue());
        sum.add("stages", stages);
        sum.measure("stages", stages);
        sum.add("repeated_stages", repeated);
        sum.measure("iterations", 1 + repeated);
        JsonNode it = graph.get("coordination");
        sum.measure("peak_concurrency", it.get("peak_concurrency").longValue());
        sum.add("analysed_ms", it.get("elapsed_ms"));
        sum.share("speed_up", value(it, "speed_up"));
        sum.share("parallel_efficiency", value(it, "parallel_efficiency"));
        sum.share("delegated_critical", value(it, "delegated_critical_share"));
        for (String same : List.of(
                "active_ms",
                "critical_path_ms",
                "start_delay_ms",
                "return_delay_ms",
                "parent_waited_ms",
                "messages",
                "sync_points",
                "repeated_runs",
                "retries",
                "file_conflicts",
                "failures",
                "propagated_failures",
                "implementations",
                "gated",
                "reworked",
                "gate_ms")) {
            sum.add(same, value(it, same));
        }
        if (it.get("gated").intValue() > 0) {
            sum.add("gated_workflows", 1);
            sum.add("gated_elapsed_ms", it.get("elapsed_ms"));
        }
        sum.add("transfer_chars", value(it, "data_transfer_chars"));
        sum.both("tokens", value(it, "tokens"));
        sum.cost(value(it, "cost_usd"));
    }

    private void part(JsonNode workflow, long at, JsonNode part) {
        Sum sum = new Sum();
        sum.add("workflows", 1);
        for (String amount : List.of("agents", "active_ms", "critical_ms", "half_time_saves_ms")) {
            sum.add(amount, value(part, amount));
        }
        add(
                "part",
                workflow,
                at,
                Map.of("agent_type", text(part, "agent_type"), "project", text(workflow, "project")),
                sum);
    }

    /** Each ended agent that another than the root delegated to, with that one; fewer kinds of them than are told apart. */
    private void pairs(JsonNode workflow, JsonNode graph, long at) {
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
                    add(
                            "pair",
                            workflow,
                            at,
                            Map.of("parent_type", text(parent, "agent_type"), "agent_type", text(child, "agent_type")),
                            pair(parent, child));
                }
            }
        }
    }

    private static Sum pair(JsonNode parent, JsonNode child) {
        Sum sum = new Sum();
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

    /** Of the delegator with most stages of several agents (wave) or most iterations (loop), then most stages, then the earlier one. */
    private void steps(JsonNode workflow, JsonNode graph, long at) {
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
                        .thenComparing(PlainSums::began))
                .toList()
                .getFirst();
        TreeMap<Integer, List<JsonNode>> steps = new TreeMap<>();
        for (JsonNode stage : chosen) {
            JsonNode number = value(stage, wave ? "number" : "iteration");
            if (number != null) {
                steps.computeIfAbsent(number.intValue(), it -> new ArrayList<>())
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
            add("stage", workflow, at, values, step(step.getValue(), before));
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

    /** Null when it is known of none. */
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

    private static Sum step(List<JsonNode> stages, List<JsonNode> before) {
        Sum sum = new Sum();
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

    private static long log(JsonNode value) {
        return log(value.longValue());
    }

    /** Thousandths of the natural logarithm, of 1 at least. */
    private static long log(long value) {
        return Math.round(Math.log((double) Math.max(1, value)) * 1000);
    }

    private static long mostOfOne(JsonNode graph, Predicate<JsonNode> such) {
        Map<String, Long> counts = new HashMap<>();
        all(graph, "stages").stream()
                .filter(such)
                .forEach(stage -> counts.merge(stage.get("delegator_agent_id").textValue(), 1L, Long::sum));
        return counts.values().stream().max(Long::compare).orElse(0L);
    }

    private static List<JsonNode> all(JsonNode of, String name) {
        JsonNode list = value(of, name);
        return list == null
                ? List.of()
                : StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** Null when it is not there, or null. */
    private static JsonNode value(JsonNode of, String name) {
        JsonNode value = of == null ? null : of.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static String text(JsonNode of, String name) {
        JsonNode value = value(of, name);
        return value == null ? "(unknown)" : value.asText();
    }

    /** The first that is known, epoch ms. */
    private static Long first(JsonNode of, String... names) {
        for (String name : names) {
            JsonNode value = value(of, name);
            if (value != null) {
                return value.longValue();
            }
        }
        return null;
    }
}
