package io.delegraph.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.simulation.Agent;
import io.delegraph.simulation.Client;
import java.util.HashMap;
import java.util.Map;

/** What agents use: a model request before each of their tool calls, and one for the last words of each run. */
final class Spending {
    private final Stage stage;
    private final Map<String, Spent> agents = new HashMap<>();

    Spending(Stage stage) {
        this.stage = stage;
    }

    /**
     * By the end of a run.
     *
     * @param all of all its requests
     * @param last of the last one
     */
    record Spent(int runs, int requests, ObjectNode all, ObjectNode last) {
        long tokens() {
            return Client.tokens(all);
        }

        long lastTokens() {
            return Client.tokens(last);
        }

        private Spent with(ObjectNode request) {
            ObjectNode sum = JsonNodeFactory.instance.objectNode();
            Client.USED.forEach(kind ->
                    sum.put(kind, all.path(kind).longValue() + request.get(kind).longValue()));
            return new Spent(runs, requests + 1, sum, request);
        }
    }

    /** A run of an agent ends. */
    Spent ended(Agent agent, long at) {
        Spent before = agents.getOrDefault(agent.id(), new Spent(0, 0, JsonNodeFactory.instance.objectNode(), null));
        Spent now = new Spent(before.runs + 1, before.requests, before.all, before.last);
        int requests = stage.truth().calls(agent.id(), at) + now.runs;
        while (now.requests < requests) {
            now = now.with(stage.client().usage());
        }
        agents.put(agent.id(), now);
        return now;
    }
}
