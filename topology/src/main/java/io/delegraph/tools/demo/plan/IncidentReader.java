package io.delegraph.tools.demo.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.security.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the catalogue; what its fields mean is at the beginning of {@code incidents.yaml}. */
final class IncidentReader {
    private static final Map<String, CallEnd> REFUSALS = Map.of(
            "rule", CallEnd.DENIED_BY_RULE,
            "classifier", CallEnd.DENIED_BY_CLASSIFIER,
            "directory", CallEnd.DENIED_BY_DIRECTORY,
            "hook", CallEnd.BLOCKED_BY_HOOK,
            "worktree", CallEnd.BLOCKED_BY_WORKTREE,
            "plan", CallEnd.BLOCKED_BY_PLAN_MODE,
            "tool", CallEnd.TOOL_MISSING,
            "stale", CallEnd.FILE_CHANGED,
            "person", CallEnd.REJECTED);

    private static final Set<String> BESIDE_THE_TOOL = Set.of("refused", "asked", "failed", "unsandboxed");

    private final String word;
    private final String project;

    IncidentReader(String word, String project) {
        this.word = word;
        this.project = project;
    }

    Incident incident(JsonNode entry) {
        List<ExpectedFinding> findings = new ArrayList<>();
        entry.path("finds")
                .forEach(find -> findings.add(finding(find.textValue().split(" "))));
        return new Incident(
                entry.required("name").textValue(),
                entry.required("rule").textValue(),
                findings,
                entry.path("mode").asText("default"),
                steps(entry.required("steps")));
    }

    private static ExpectedFinding finding(String[] words) {
        return new ExpectedFinding(words[0], words[1], Severity.valueOf(words[2].toUpperCase(Locale.ROOT)));
    }

    private List<PlanStep> steps(JsonNode list) {
        List<PlanStep> steps = new ArrayList<>();
        list.forEach(step -> steps.add(step(step)));
        return steps;
    }

    private PlanStep step(JsonNode step) {
        String kind = step.fieldNames().next();
        return switch (kind) {
            case "agent" ->
                step.path("background").asBoolean()
                        ? new PlanStep.LaunchBackground(List.of(task(step)))
                        : new PlanStep.Delegate(task(step));
            case "together" -> new PlanStep.Fan(tasks(step.get(kind)), false);
            case "wave" -> wave(step);
            case "wait" ->
                new PlanStep.Wait(
                        Duration.parse("PT" + step.get(kind).textValue()).toMillis());
            case "mode" -> new PlanStep.ChangeMode(step.get(kind).textValue());
            case "settings" -> new PlanStep.ChangeSettings(step.get(kind).textValue());
            case "silent" -> new PlanStep.Silence();
            default -> call(kind, step);
        };
    }

    private List<PlannedTask> tasks(JsonNode list) {
        List<PlannedTask> tasks = new ArrayList<>();
        list.forEach(task -> tasks.add(task(task)));
        return tasks;
    }

    private PlannedTask task(JsonNode step) {
        AgentTraits traits = new AgentTraits(
                step.get("agent").textValue(),
                text(step, "mode"),
                step.path("worktree").asBoolean(),
                text(step, "prompt"),
                text(step, "result"),
                step.path("flagged").asBoolean(),
                step.path("unreported").asInt());
        return PlannedTask.of(type(step), "Do this part", ExpectedOutcome.IMPLEMENTATION)
                .doing(steps(step.required("steps")).toArray(PlanStep[]::new))
                .like(traits);
    }

    private static String type(JsonNode step) {
        return step.path("type").asText("general-purpose");
    }

    private static PlanStep wave(JsonNode step) {
        PlannedTask one = PlannedTask.of(type(step), "Look at one part", ExpectedOutcome.ANALYSIS)
                .doing(new PlanStep.ToolWork(0.1));
        List<PlannedTask> tasks = Collections.nCopies(step.get("wave").intValue(), one);
        return step.path("background").asBoolean()
                ? new PlanStep.LaunchBackground(tasks)
                : new PlanStep.Fan(tasks, false);
    }

    private PlanStep call(String tool, JsonNode step) {
        step.fieldNames().forEachRemaining(field -> {
            if (!field.equals(tool) && !BESIDE_THE_TOOL.contains(field)) {
                throw new IllegalArgumentException("a call of " + tool + " has no " + field);
            }
        });
        ObjectNode input = input(tool, step.get(tool));
        if (step.path("unsandboxed").asBoolean()) {
            input.put("dangerouslyDisableSandbox", true);
        }
        return new PlanStep.Call(tool, input, end(step));
    }

    private static CallEnd end(JsonNode step) {
        if (step.has("refused")) {
            String why = step.get("refused").textValue();
            if (!REFUSALS.containsKey(why)) {
                throw new IllegalArgumentException("nothing is refused by " + why);
            }
            return REFUSALS.get(why);
        }
        if (step.path("asked").asBoolean()) {
            return CallEnd.ALLOWED;
        }
        return step.path("failed").asBoolean() ? CallEnd.FAILS : CallEnd.RUNS;
    }

    private ObjectNode input(String tool, JsonNode given) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        if (given.isObject()) {
            given.properties().forEach(field -> input.set(field.getKey(), value(field.getValue())));
            return input;
        }
        String text = fill(given.textValue());
        return switch (tool) {
            case "Bash", "PowerShell" -> input.put("command", text).put("description", "Go on");
            case "WebFetch" -> input.put("url", text).put("prompt", "Summarise it");
            case "Edit" -> input.put("file_path", text).put("old_string", "a").put("new_string", "b");
            case "Write" -> input.put("file_path", text).put("content", "x");
            default -> input.put("file_path", text);
        };
    }

    private JsonNode value(JsonNode given) {
        return given.isTextual() ? JsonNodeFactory.instance.textNode(fill(given.textValue())) : given.deepCopy();
    }

    private @Nullable String text(JsonNode step, String field) {
        return step.has(field) ? fill(step.get(field).textValue()) : null;
    }

    private String fill(String text) {
        String filled = text.replace("{word}", word).replace("{project}", project);
        if (filled.startsWith("./")) {
            return project + filled.substring(1);
        }
        return filled.startsWith("~/") ? "/home/dev" + filled.substring(1) : filled;
    }
}
