package io.delegraph.live;

import static io.delegraph.live.PlainJson.all;
import static io.delegraph.live.PlainJson.text;
import static io.delegraph.live.PlainJson.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An independent computation of the windows' sums from the JSON on the topics, without the code under test. It follows {@code
 * schemas/README.md}, "Metrics over time": what each delegation and each workflow counts, in which window, in which groups.
 */
final class ReferenceSums {
    /** Lengths, ms. */
    static final Map<String, Long> WINDOWS = Map.of("1m", 60_000L, "5m", 300_000L, "1h", 3_600_000L, "1d", 86_400_000L);

    private static final long DAY_MS = 86_400_000L;

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
            List.of("orchestration,stage"),
            "behaviour",
            List.of("agent_type"));

    private final Map<Window, ReferenceSum> sums = new HashMap<>();

    /** The window of one group. */
    record Window(String window, long start, String source, String subject, Map<String, String> group) {
        /** The window of a value of {@code agent.metrics}, or of a response with one. */
        static Window of(JsonNode window) {
            Map<String, String> group = new TreeMap<>();
            window.get("group")
                    .properties()
                    .forEach(entry -> group.put(entry.getKey(), entry.getValue().textValue()));
            return new Window(
                    window.get("window").textValue(),
                    window.get("start").longValue(),
                    window.get("source").textValue(),
                    window.get("subject").textValue(),
                    group);
        }
    }

    /** The sums of the latest state of each agent and each workflow. */
    static Map<Window, ReferenceSum> of(Collection<JsonNode> agents, Collection<JsonNode> workflows) {
        ReferenceSums plain = new ReferenceSums();
        agents.stream()
                .filter(agent -> !agent.get("agent_id").textValue().equals("root"))
                .filter(agent -> !agent.get("kind").textValue().equals("STRAY"))
                .forEach(plain::delegation);
        workflows.forEach(plain::workflow);
        return plain.sums;
    }

    private void add(String subject, JsonNode whose, long at, Map<String, String> values, ReferenceSum sum) {
        String source = text(whose, "source");
        Map<String, Long> windows = subject.equals("behaviour") ? Map.of("1d", DAY_MS) : WINDOWS;
        windows.forEach((window, ms) -> GROUPINGS.get(subject).forEach(grouping -> {
            Map<String, String> group = new TreeMap<>();
            for (String dimension : grouping.isEmpty() ? new String[0] : grouping.split(",", -1)) {
                group.put(dimension, values.get(dimension));
            }
            sums.computeIfAbsent(new Window(window, at / ms * ms, source, subject, group), key -> new ReferenceSum())
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
        ReferenceSum sum = new ReferenceSum();
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
        long at = first(agent, "requested_at", "started_at", "ended_at", "last_seen_at");
        add("delegation", agent, at, values, sum);
        if (ended && agent.get("runs").intValue() > 0) {
            add("behaviour", agent, at, values, ReferenceBehaviours.of(agent, context));
        }
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
        ReferenceSum sum = new ReferenceSum();
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
                long givenAt = at;
                ReferenceBehaviours.ofDelegators(
                        graph, (values, asked, its) -> add("behaviour", workflow, asked, values, its));
                ReferencePairs.of(graph, (values, its) -> add("pair", workflow, givenAt, values, its));
                ReferenceStages.of(graph, (values, its) -> add("stage", workflow, givenAt, values, its));
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
                                .filter(delegator ->
                                        delegator.get("agent_id").textValue().equals("root"))
                                .map(delegator -> value(delegator, "strategy"))
                                .filter(strategy -> strategy != null)
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
            JsonNode declaredValue = value(flags, flag);
            values.put("declared_" + flag, declaredValue == null ? "undeclared" : declaredValue.asText());
        }
        return values;
    }

    private static void analysed(JsonNode graph, ReferenceSum sum) {
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
        JsonNode coordination = graph.get("coordination");
        sum.measure("peak_concurrency", coordination.get("peak_concurrency").longValue());
        sum.add("analysed_ms", coordination.get("elapsed_ms"));
        sum.share("speed_up", value(coordination, "speed_up"));
        sum.share("parallel_efficiency", value(coordination, "parallel_efficiency"));
        sum.share("delegated_critical", value(coordination, "delegated_critical_share"));
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
            sum.add(same, value(coordination, same));
        }
        if (coordination.get("gated").intValue() > 0) {
            sum.add("gated_workflows", 1);
            sum.add("gated_elapsed_ms", coordination.get("elapsed_ms"));
        }
        sum.add("transfer_chars", value(coordination, "data_transfer_chars"));
        sum.both("tokens", value(coordination, "tokens"));
        sum.cost(value(coordination, "cost_usd"));
    }

    private void part(JsonNode workflow, long at, JsonNode part) {
        ReferenceSum sum = new ReferenceSum();
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

    private static long mostOfOne(JsonNode graph, Predicate<JsonNode> such) {
        Map<String, Long> counts = new HashMap<>();
        all(graph, "stages").stream()
                .filter(such)
                .forEach(stage -> counts.merge(stage.get("delegator_agent_id").textValue(), 1L, Long::sum));
        return counts.values().stream().max(Long::compare).orElse(0L);
    }

    /** The first field that is present, epoch ms. */
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
