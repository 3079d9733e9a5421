package io.delegraph.security.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session's agents and their notable calls.
 *
 * @param agents by id
 * @param calls in the order of their times
 */
public record ObservedSession(
        String sessionId, Map<String, ObservedAgent> agents, List<ObservedCall> calls, Silence silence) {
    public ObservedSession {
        agents = Map.copyOf(agents);
        calls = calls.stream()
                .sorted(Comparator.comparingLong(ObservedCall::at).thenComparing(ObservedCall::toolUseId))
                .toList();
    }

    /** One that is known only by its calls has nothing but an id. */
    ObservedAgent agent(String agentId) {
        ObservedAgent known = agents.get(agentId);
        return known == null ? ObservedAgent.unknown(agentId) : known;
    }

    /** The agent and those above it, itself first. */
    public List<String> chain(String agentId) {
        List<String> chain = new ArrayList<>();
        @Nullable String at = agentId;
        while (at != null && !chain.contains(at)) {
            chain.add(at);
            at = agent(at).parentAgentId();
        }
        return chain;
    }
}
