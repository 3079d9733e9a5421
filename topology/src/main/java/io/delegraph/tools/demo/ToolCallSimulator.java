package io.delegraph.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.tools.demo.truth.Pause;
import io.delegraph.tools.simulation.RandomText;
import io.delegraph.tools.simulation.SimulatedAgent;
import io.delegraph.tools.simulation.ToolCall;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** An agent's own tool calls. Each method returns the time of its end, epoch ms. */
final class ToolCallSimulator {
    /** Agent types that search; all others build. */
    private static final Set<String> SEARCH_AGENT_TYPES = Set.of("Explore", "Plan", "web-researcher");

    /** From a call's end to the hook of its message, ms: 30 to 100 in recordings of the client. */
    private static final long BATCH_MS = 40;

    private final SessionRecorder recorder;
    private final Random scenarioRandom;
    private final RandomText words;

    ToolCallSimulator(SessionRecorder recorder) {
        this.recorder = recorder;
        this.scenarioRandom = recorder.scenarioRandom();
        this.words = new RandomText(recorder.textRandom());
    }

    /** Records a tool call for the labels; calls of the root are not labelled. */
    void recordCall(SimulatedAgent agent, long at) {
        if (!agent.isRoot()) {
            recorder.truth().recordCall(agent.id(), at);
        }
    }

    /** Records a pause of an agent for the labels; pauses of the root are not labelled. */
    void recordPause(SimulatedAgent agent, Pause.WaitedFor waitedFor, long from, long to) {
        if (!agent.isRoot()) {
            recorder.truth().recordPause(agent.id(), new Pause(waitedFor, from, to));
        }
    }

    /** Makes calls one after the other. {@code share} is the share of a whole delegation's time and calls. */
    long work(SimulatedAgent agent, long at, double share) {
        int calls = (int) Math.max(1, Math.round(SimulationParameters.TOOL_CALLS.draw(scenarioRandom) * share));
        double wanted = SimulationParameters.DELEGATION_MS.draw(scenarioRandom) * share;
        double[] thinking = scenarioRandom
                .doubles(calls)
                .map(SimulationParameters.THINKING_MS::at)
                .toArray();
        double[] running = scenarioRandom
                .doubles(calls)
                .map(SimulationParameters.TOOL_MS::at)
                .toArray();
        double fit = wanted / (sum(thinking) + sum(running));
        long now = at;
        for (int i = 0; i < calls; i++) {
            now = call(agent, now + recorder.scaled(thinking[i] * fit), recorder.scaled(running[i] * fit));
        }
        return now;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private long call(SimulatedAgent agent, long at, long tookMs) {
        ToolCall call = newCall(agent);
        recorder.emit(at, call.started());
        recordCall(agent, at);
        boolean fails = scenarioRandom.nextDouble()
                < (agent.isRoot() ? SimulationParameters.ROOT_FAILURES : SimulationParameters.AGENT_FAILURES);
        recorder.emit(at + tookMs, fails ? call.failed(tookMs) : call.ended(tookMs));
        recorder.emit(at + tookMs + BATCH_MS, call.batch());
        return at + tookMs + BATCH_MS;
    }

    private ToolCall newCall(SimulatedAgent agent) {
        List<SimulationParameters.ToolShare> mix = !agent.isRoot() && SEARCH_AGENT_TYPES.contains(agent.type())
                ? SimulationParameters.SEARCHING
                : SimulationParameters.BUILDING;
        String tool = SimulationParameters.tool(mix, scenarioRandom);
        return new ToolCall(recorder.client(), recorder.textRandom(), agent, tool, input(tool));
    }

    /** A file of the agent's own, because shared files are chosen on purpose. */
    private String path() {
        return "/home/dev/" + recorder.client().environment().project() + "/src/" + words.words(1) + "/"
                + words.words(1) + "/" + String.join("-", words.words(1), words.words(1), words.words(1)) + ".java";
    }

    private ObjectNode input(String tool) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        return switch (tool) {
            case "Bash" ->
                input.put("command", "mvn -q test -Dtest=" + words.words(1)).put("description", "Test");
            case "Read" -> input.put("file_path", path());
            case "Edit" ->
                input.put("file_path", path())
                        .put("old_string", words.words(20))
                        .put("new_string", words.words(30));
            case "Write" -> input.put("file_path", path()).put("content", words.words(60));
            case "Grep" -> input.put("pattern", words.words(1)).put("path", path());
            case "Glob" -> input.put("pattern", "**/*" + words.words(1) + "*.java");
            case "WebSearch" -> input.put("query", words.words(4));
            case "WebFetch" -> input.put("url", "https://docs.example.com/" + words.words(1));
            default -> throw new IllegalStateException("no input for " + tool);
        };
    }

    /** Makes one call on a named file. */
    long useFile(SimulatedAgent agent, long at, String tool, String file) {
        ObjectNode input = input(tool)
                .put("file_path", "/home/dev/" + recorder.client().environment().project() + "/" + file);
        ToolCall call = new ToolCall(recorder.client(), recorder.textRandom(), agent, tool, input);
        long started = at + recorder.scaled(SimulationParameters.THINKING_MS);
        recorder.emit(started, call.started());
        recordCall(agent, started);
        recorder.emit(started + 20, call.ended(20));
        if (!agent.isRoot() && !tool.equals("Read")) {
            recorder.truth().wrote(agent.requiredId(), file, started + 20);
        }
        recorder.emit(started + 20 + BATCH_MS, call.batch());
        return started + 20 + BATCH_MS;
    }

    /** Makes a shell call for which a person is asked; when declined, only the end of its message shows that. */
    long permission(SimulatedAgent agent, long at, boolean granted) {
        ToolCall call = new ToolCall(recorder.client(), recorder.textRandom(), agent, "Bash", input("Bash"));
        long started = at + recorder.scaled(SimulationParameters.THINKING_MS);
        recorder.emit(started, call.started());
        recordCall(agent, started);
        recorder.emit(started + 20, call.permissionRequested());
        recorder.emit(started + 30, recorder.payloads().notified("permission_prompt"));
        long answered = started + 40 + recorder.scaled(SimulationParameters.PERMISSION_MS);
        recordPause(agent, Pause.WaitedFor.PERSON, started + 20, answered);
        if (granted) {
            long took = recorder.scaled(SimulationParameters.TOOL_MS);
            recorder.emit(answered + took, call.ended(took));
            answered += took;
        }
        recorder.emit(answered + BATCH_MS, call.batch());
        return answered + BATCH_MS;
    }

    /** Makes a call that does not end. */
    long callWithoutEnd(SimulatedAgent agent, long at) {
        long started = at + recorder.scaled(SimulationParameters.THINKING_MS);
        ToolCall call = new ToolCall(recorder.client(), recorder.textRandom(), agent, "Bash", input("Bash"));
        recorder.emit(started, call.started());
        recordCall(agent, started);
        return started;
    }

    /** Makes a shell call around {@code inside}, which gets its start and returns its end. */
    long shell(SimulatedAgent agent, long at, String command, LongUnaryOperator inside) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("command", command);
        ToolCall call = new ToolCall(recorder.client(), recorder.textRandom(), agent, "Bash", input);
        long started = at + recorder.scaled(SimulationParameters.THINKING_MS);
        recorder.emit(started, call.started());
        recordCall(agent, started);
        long ended = inside.applyAsLong(started) + 50;
        recorder.emit(ended, call.ended(ended - started));
        recorder.emit(ended + BATCH_MS, call.batch());
        return ended + BATCH_MS;
    }
}
