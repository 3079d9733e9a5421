package io.delegraph.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.demo.truth.Pause;
import io.delegraph.simulation.Agent;
import io.delegraph.simulation.Text;
import io.delegraph.simulation.ToolCall;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** An agent's own tool calls. Each method returns when it is done, epoch ms. */
final class Toil {
    /** Agent types that search; all others build. */
    private static final Set<String> SEARCHERS = Set.of("Explore", "Plan", "web-researcher");

    /** From a call's end to the hook of its message, ms: 30 to 100 in recordings of the client. */
    private static final long BATCH_MS = 40;

    private final Stage stage;
    private final Random dice;
    private final Text words;

    Toil(Stage stage) {
        this.stage = stage;
        this.dice = stage.dice();
        this.words = new Text(stage.ink());
    }

    /** Records a tool call for the labels; calls of the root are not labelled. */
    void called(Agent agent, long at) {
        if (!agent.isRoot()) {
            stage.truth().called(agent.id(), at);
        }
    }

    /** Records a pause of an agent for the labels; pauses of the root are not labelled. */
    void stoodStill(Agent agent, Pause.For whom, long from, long to) {
        if (!agent.isRoot()) {
            stage.truth().stoodStill(agent.id(), new Pause(whom, from, to));
        }
    }

    /** Calls one after the other. {@code share} of a whole delegation's time and calls. */
    long work(Agent agent, long at, double share) {
        int calls = (int) Math.max(1, Math.round(Figures.TOOL_CALLS.draw(dice) * share));
        double wanted = Figures.DELEGATION_MS.draw(dice) * share;
        double[] thinking = dice.doubles(calls).map(Figures.THINKING_MS::at).toArray();
        double[] running = dice.doubles(calls).map(Figures.TOOL_MS::at).toArray();
        double fit = wanted / (sum(thinking) + sum(running));
        long now = at;
        for (int i = 0; i < calls; i++) {
            now = call(agent, now + stage.lasting(thinking[i] * fit), stage.lasting(running[i] * fit));
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

    private long call(Agent agent, long at, long tookMs) {
        ToolCall call = newCall(agent);
        stage.emit(at, call.started());
        called(agent, at);
        boolean fails = dice.nextDouble() < (agent.isRoot() ? Figures.ROOT_FAILURES : Figures.AGENT_FAILURES);
        stage.emit(at + tookMs, fails ? call.failed(tookMs) : call.ended(tookMs));
        stage.emit(at + tookMs + BATCH_MS, call.batch());
        return at + tookMs + BATCH_MS;
    }

    private ToolCall newCall(Agent agent) {
        List<Figures.Share> mix =
                !agent.isRoot() && SEARCHERS.contains(agent.type()) ? Figures.SEARCHING : Figures.BUILDING;
        String tool = Figures.tool(mix, dice);
        return new ToolCall(stage.client(), stage.ink(), agent, tool, input(tool));
    }

    /** Of its own: what agents share, they share on purpose. */
    private String path() {
        return "/home/dev/" + stage.client().seat().project() + "/src/" + words.words(1) + "/" + words.words(1) + "/"
                + String.join("-", words.words(1), words.words(1), words.words(1)) + ".java";
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

    /** One call on a named file. */
    long touch(Agent agent, long at, String tool, String file) {
        ObjectNode input = input(tool)
                .put("file_path", "/home/dev/" + stage.client().seat().project() + "/" + file);
        ToolCall call = new ToolCall(stage.client(), stage.ink(), agent, tool, input);
        long started = at + stage.lasting(Figures.THINKING_MS);
        stage.emit(started, call.started());
        called(agent, started);
        stage.emit(started + 20, call.ended(20));
        stage.emit(started + 20 + BATCH_MS, call.batch());
        return started + 20 + BATCH_MS;
    }

    /** A shell call that a person is asked to allow; declined, nothing but its message's end tells of it. */
    long permission(Agent agent, long at, boolean granted) {
        ToolCall call = new ToolCall(stage.client(), stage.ink(), agent, "Bash", input("Bash"));
        long started = at + stage.lasting(Figures.THINKING_MS);
        stage.emit(started, call.started());
        called(agent, started);
        stage.emit(started + 20, call.permissionRequested());
        stage.emit(started + 30, stage.payloads().notified("permission_prompt"));
        long answered = started + 40 + stage.lasting(Figures.PERMISSION_MS);
        stoodStill(agent, Pause.For.A_PERSON, started + 20, answered);
        if (granted) {
            long took = stage.lasting(Figures.TOOL_MS);
            stage.emit(answered + took, call.ended(took));
            answered += took;
        }
        stage.emit(answered + BATCH_MS, call.batch());
        return answered + BATCH_MS;
    }

    /** A call that does not end. */
    long open(Agent agent, long at) {
        long started = at + stage.lasting(Figures.THINKING_MS);
        ToolCall call = new ToolCall(stage.client(), stage.ink(), agent, "Bash", input("Bash"));
        stage.emit(started, call.started());
        called(agent, started);
        return started;
    }

    /** A shell call around {@code inside}, which is told when it begins and returns when it is over. */
    long shell(Agent agent, long at, String command, LongUnaryOperator inside) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("command", command);
        ToolCall call = new ToolCall(stage.client(), stage.ink(), agent, "Bash", input);
        long started = at + stage.lasting(Figures.THINKING_MS);
        stage.emit(started, call.started());
        called(agent, started);
        long ended = inside.applyAsLong(started) + 50;
        stage.emit(ended, call.ended(ended - started));
        stage.emit(ended + BATCH_MS, call.batch());
        return ended + BATCH_MS;
    }
}
