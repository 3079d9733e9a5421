package io.delegraph.demo;

import io.delegraph.demo.plan.Task;
import io.delegraph.demo.truth.AgentTruth;
import io.delegraph.simulation.Agent;
import java.util.HashMap;
import java.util.Map;

/** The agents of a session, with what is true of each. */
final class Cast {
    private final Stage stage;
    private final Map<String, AgentTruth> truths = new HashMap<>();

    Cast(Stage stage) {
        this.stage = stage;
    }

    /** An agent that is to be asked for; {@code before} is what its prompt carries of another's result, or empty. */
    Agent agent(Agent parent, Task task, boolean background, String before) {
        String prompt = task.description() + ". " + stage.client().text().words(60);
        return new Agent(
                "a" + stage.client().text().hex(16),
                task.type(),
                parent,
                parent.depth() + 1,
                stage.client().newCall(),
                task.description(),
                before.isEmpty() ? prompt : prompt + "\n\nWhat came of it before:\n" + before,
                background);
    }

    AgentTruth starts(Agent agent, Task task, long asked, long at) {
        AgentTruth truth = stage.truth()
                .agent(agent.id(), agent.type(), truth(agent.parent()), agent.background(), asked, at, task.outcome());
        truth.exchange().request(agent.task().length(), asked);
        truths.put(agent.id(), truth);
        return truth;
    }

    /** Null for the root. */
    AgentTruth truth(Agent agent) {
        return agent.isRoot() ? null : truths.get(agent.id());
    }
}
