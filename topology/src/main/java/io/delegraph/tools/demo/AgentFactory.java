package io.delegraph.tools.demo;

import io.delegraph.schemas.AgentId;
import io.delegraph.tools.demo.plan.PlannedTask;
import io.delegraph.tools.demo.truth.AgentTruth;
import io.delegraph.tools.simulation.SimulatedAgent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates the agents of a session with their truth. */
final class AgentFactory {
    private final SessionRecorder recorder;
    private final Map<String, AgentTruth> truths = new HashMap<>();
    private final Map<String, String> named = new HashMap<>();

    AgentFactory(SessionRecorder recorder) {
        this.recorder = recorder;
    }

    /** An agent to be requested; {@code before} is the part of another agent's result that its prompt contains, or empty. */
    SimulatedAgent agent(SimulatedAgent parent, PlannedTask task, boolean background, String before) {
        String prompt = task.description() + ". " + recorder.client().text().words(60);
        String asked = task.traits().prompt() == null ? prompt : task.traits().prompt();
        SimulatedAgent agent = new SimulatedAgent(
                "a" + recorder.client().text().hex(16),
                task.type(),
                parent,
                parent.depth() + 1,
                recorder.client().newToolUseId(),
                task.description(),
                before.isEmpty() ? asked : asked + "\n\nWhat came of it before:\n" + before,
                background);
        recorder.client()
                .setMode(
                        agent,
                        task.traits().mode() == null
                                ? recorder.client().mode(parent)
                                : task.traits().mode());
        if (task.traits().worktree()) {
            recorder.client().moveToWorktree(agent);
        }
        if (task.traits().name() != null) {
            named.put(task.traits().name(), agent.requiredId());
        }
        return agent;
    }

    /** The id of the agent with this name in an incident; {@code root} is the root. */
    String id(String name) {
        return name.equals(AgentId.ROOT) ? name : Objects.requireNonNull(named.get(name), "no agent is named " + name);
    }

    AgentTruth starts(SimulatedAgent agent, PlannedTask task, long asked, long at) {
        AgentTruth truth = recorder.truth()
                .agent(
                        agent.requiredId(),
                        agent.type(),
                        truth(agent.caller()),
                        agent.background(),
                        asked,
                        at,
                        task.outcome());
        truth.messages().request(agent.prompt().length(), asked);
        truths.put(agent.id(), truth);
        return truth;
    }

    /** Null for the root. */
    @Nullable
    AgentTruth truth(SimulatedAgent agent) {
        return agent.isRoot() ? null : truths.get(agent.id());
    }
}
