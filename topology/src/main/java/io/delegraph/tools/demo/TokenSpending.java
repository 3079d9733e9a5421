package io.delegraph.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.tools.simulation.SimulatedAgent;
import io.delegraph.tools.simulation.SimulatedClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The token usage of agents: a model request before each tool call, and one for the last words of each run. */
final class TokenSpending {
    private final SessionRecorder recorder;
    private final Map<String, SpentTokens> agents = new HashMap<>();

    TokenSpending(SessionRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * The usage at the end of a run.
     *
     * @param all of all requests
     * @param last of the last request
     */
    record SpentTokens(
            int runs,
            int requests,
            ObjectNode all,
            @Nullable ObjectNode last) {
        long tokens() {
            return SimulatedClient.tokens(all);
        }

        ObjectNode lastRequest() {
            return Objects.requireNonNull(last, "every run makes a request");
        }

        long lastTokens() {
            return SimulatedClient.tokens(lastRequest());
        }

        private SpentTokens with(ObjectNode request) {
            ObjectNode sum = JsonNodeFactory.instance.objectNode();
            SimulatedClient.TOKEN_FIELDS.forEach(kind ->
                    sum.put(kind, all.path(kind).longValue() + request.get(kind).longValue()));
            return new SpentTokens(runs, requests + 1, sum, request);
        }
    }

    /** A run of an agent ends. */
    SpentTokens ended(SimulatedAgent agent, long at) {
        SpentTokens before =
                agents.getOrDefault(agent.id(), new SpentTokens(0, 0, JsonNodeFactory.instance.objectNode(), null));
        SpentTokens now = new SpentTokens(before.runs + 1, before.requests, before.all, before.last);
        int requests = recorder.truth().calls(agent.id(), at) + now.runs;
        while (now.requests < requests) {
            now = now.with(recorder.client().usage());
        }
        agents.put(agent.id(), now);
        return now;
    }
}
