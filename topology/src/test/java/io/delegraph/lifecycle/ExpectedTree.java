package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares the result for a session with what the client itself knew. */
public final class ExpectedTree {
    private ExpectedTree() {}

    private record ExpectedAgent(String id, String parent, String type, Integer level, String state, int runs) {}

    public static void assertMatches(JsonNode expected, Collection<AgentLifecycle> agents) {
        List<ExpectedAgent> expectedAgents = new ArrayList<>();
        expected.get("agents")
                .forEach(agent -> expectedAgents.add(new ExpectedAgent(
                        agent.get("agent_id").asText(),
                        agent.get("parent_agent_id").isNull()
                                ? "root"
                                : agent.get("parent_agent_id").asText(),
                        agent.get("agent_type").asText(),
                        agent.get("depth").asInt(),
                        agent.get("state").asText(),
                        agent.get("runs").asInt())));
        List<ExpectedAgent> actualAgents = agents.stream()
                .filter(agent -> !agent.agentId().equals("root") && agent.state() != AgentState.REFUSED)
                .map(agent -> new ExpectedAgent(
                        agent.agentId(),
                        agent.parentAgentId(),
                        agent.agentType(),
                        agent.agentHierarchyLevel(),
                        agent.state().name(),
                        agent.runs()))
                .toList();
        assertThat(actualAgents).containsExactlyInAnyOrderElementsOf(expectedAgents);
        assertThat(agents.stream().filter(agent -> agent.state() == AgentState.REFUSED))
                .as("refused")
                .hasSize(expected.get("refused").asInt());
    }
}
