package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.graph.AgentExecution.Message;
import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The messages between the agents of a session: tasks, results and messages sent with a tool. */
final class AgentMessages {
    private static final Comparator<AgentMessage> IN_TIME = Comparator.comparingLong(AgentMessage::at)
            .thenComparing(AgentMessage::kind)
            .thenComparing(AgentMessage::from, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(AgentMessage::to, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final SessionRows rows;
    private final StatusResolver statuses;

    AgentMessages(SessionRows rows, StatusResolver statuses) {
        this.rows = rows;
        this.statuses = statuses;
    }

    /** All messages, oldest first; {@code agents} are all lifecycles of the session. */
    List<AgentMessage> list(List<AgentLifecycle> agents) {
        ToolCallIndex calls = new ToolCallIndex(rows, agents);
        List<AgentMessage> messages = new ArrayList<>();
        for (AgentLifecycle agent : agents) {
            boolean root = agent.agentId().equals(ROOT);
            // a request that started no agent reached no agent
            if (root || agent.runs() > 0) {
                calls.messages(agent.agentId(), ToolCallIndex.ALL)
                        .forEach(message -> messages.add(messageOf(agent, message)));
                if (!root) {
                    delegation(agent, messages);
                }
            }
        }
        messages.sort(IN_TIME);
        return messages;
    }

    private static AgentMessage messageOf(AgentLifecycle from, Message message) {
        return new AgentMessage(AgentMessage.Kind.MESSAGE, from.agentId(), message.to(), message.at(), message.chars());
    }

    private void delegation(AgentLifecycle agent, List<AgentMessage> messages) {
        SpawnRow spawn = statuses.request(agent.agentId());
        if (agent.requestedAt() != null) {
            SpawnRequest request = spawn == null ? null : spawn.request();
            messages.add(new AgentMessage(
                    AgentMessage.Kind.REQUEST,
                    agent.parentAgentId(),
                    agent.agentId(),
                    agent.requestedAt(),
                    request != null && request.promptChars() > 0 ? (Integer) request.promptChars() : null));
        }
        AgentRow row = rows.agents().get(agent.agentId());
        Timestamped<AgentResult> result = row == null ? null : row.result();
        Integer chars = result == null ? null : result.value().chars();
        if (chars != null || agent.state() == AgentState.COMPLETED) {
            // one that completed gave a result, even where the answer was not seen
            long at = result != null
                    ? result.at()
                    : Objects.requireNonNull(agent.endedAt(), "an agent that completed has an end");
            messages.add(new AgentMessage(AgentMessage.Kind.RESULT, agent.agentId(), agent.parentAgentId(), at, chars));
        }
    }
}
