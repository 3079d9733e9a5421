package io.delegraph.analysis.graph;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.graph.AgentExecution.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One workflow: its time range and the executions of its agents; agents that never started are left out. */
public final class WorkflowExecution {
    private static final Comparator<AgentExecution> BY_REQUEST = Comparator.comparing(
                    AgentExecution::requestedAt, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
            .thenComparingLong(AgentExecution::from)
            .thenComparing(AgentExecution::agentId);

    private final TimeRange span;
    private final Map<String, AgentExecution> executions = new LinkedHashMap<>();
    private final List<AgentExecution> inOrder;
    private final Map<String, List<AgentExecution>> children = new LinkedHashMap<>();
    private final Map<String, List<Message>> received = new LinkedHashMap<>();
    private final List<UnstartedRequest> refused;
    private final boolean loopDeclared;

    /**
     * A request without a started agent.
     *
     * @param at epoch ms
     */
    public record UnstartedRequest(
            @Nullable String type, @Nullable String description, long at) {}

    /**
     * Creates a workflow from executions in any order.
     *
     * @param span from the prompt to the last end, or to the current moment
     */
    public WorkflowExecution(TimeRange span, List<AgentExecution> agents, List<UnstartedRequest> refused) {
        this(span, agents, refused, false);
    }

    /**
     * Creates a workflow from executions in any order.
     *
     * @param span from the prompt to the last end, or to the current moment
     * @param loopDeclared whether the prompt declared that work should be repeated
     */
    public WorkflowExecution(
            TimeRange span, List<AgentExecution> agents, List<UnstartedRequest> refused, boolean loopDeclared) {
        this.span = span;
        this.loopDeclared = loopDeclared;
        this.refused = List.copyOf(refused);
        List<AgentExecution> sorted = new ArrayList<>(agents);
        sorted.sort(
                Comparator.comparing((AgentExecution agent) -> !agent.isRoot()).thenComparing(BY_REQUEST));
        for (AgentExecution agent : sorted) {
            this.executions.put(agent.agentId(), agent);
        }
        for (AgentExecution agent : sorted) {
            if (agent.parentId() != null && !Objects.equals(agent.parentId(), agent.agentId())) {
                children.computeIfAbsent(agent.parentId(), id -> new ArrayList<>())
                        .add(agent);
            }
            for (Message message : agent.messages()) {
                received.computeIfAbsent(message.to(), id -> new ArrayList<>()).add(message);
            }
        }
        // they are read once per agent: a copy each time would grow with the square of the agents
        this.inOrder = List.copyOf(sorted);
        this.children.replaceAll((id, list) -> List.copyOf(list));
        this.received.replaceAll((id, list) -> List.copyOf(list));
    }

    public TimeRange span() {
        return span;
    }

    /** The root first when it takes part, then by request. */
    public List<AgentExecution> executions() {
        return inOrder;
    }

    /** Null when the agent does not take part. */
    public @Nullable AgentExecution execution(String agentId) {
        return executions.get(agentId);
    }

    /** The execution of an agent that is known to take part. */
    public AgentExecution known(String agentId) {
        return Objects.requireNonNull(executions.get(agentId), "the agent was found in this execution");
    }

    /** The agent's children by request; empty when it has none. */
    public List<AgentExecution> children(String agentId) {
        return children.getOrDefault(agentId, List.of());
    }

    /** Messages that other agents of the workflow sent to it. */
    public List<Message> messagesTo(String agentId) {
        return received.getOrDefault(agentId, List.of());
    }

    /** All agents with children, the root first. */
    public List<String> delegators() {
        return children.keySet().stream()
                .sorted(Comparator.comparing((String id) -> !id.equals(ROOT))
                        .thenComparing(id -> children(id).getFirst(), BY_REQUEST)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether the prompt declared that work should be repeated. */
    public boolean loopDeclared() {
        return loopDeclared;
    }

    public List<UnstartedRequest> refused() {
        return refused;
    }
}
