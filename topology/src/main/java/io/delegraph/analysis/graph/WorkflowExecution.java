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

/** One workflow: its time and the work of everyone in it; agents that never started are left out. */
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
     * A request that was never started.
     *
     * @param at epoch ms
     */
    public record UnstartedRequest(
            @Nullable String type, @Nullable String description, long at) {}

    /**
     * Of works in any order.
     *
     * @param span from the prompt to the last end, or to the moment of looking
     */
    public WorkflowExecution(TimeRange span, List<AgentExecution> agents, List<UnstartedRequest> refused) {
        this(span, agents, refused, false);
    }

    /**
     * Of works in any order.
     *
     * @param span from the prompt to the last end, or to the moment of looking
     * @param loopDeclared whether the prompt declared that work is to be repeated
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
        // they are asked for once per agent: a copy each time would grow with the square of the agents
        this.inOrder = List.copyOf(sorted);
        this.children.replaceAll((id, list) -> List.copyOf(list));
        this.received.replaceAll((id, list) -> List.copyOf(list));
    }

    public TimeRange span() {
        return span;
    }

    /** The root first when it is in it, then by request. */
    public List<AgentExecution> executions() {
        return inOrder;
    }

    /** Null when it is not in the episode. */
    public @Nullable AgentExecution execution(String agentId) {
        return executions.get(agentId);
    }

    /** Of an agent that was found in this execution. */
    public AgentExecution known(String agentId) {
        return Objects.requireNonNull(executions.get(agentId), "the agent was found in this execution");
    }

    /** Those that it delegated to, by request; empty when it did not. */
    public List<AgentExecution> children(String agentId) {
        return children.getOrDefault(agentId, List.of());
    }

    /** Messages that were sent to it by others of the episode. */
    public List<Message> messagesTo(String agentId) {
        return received.getOrDefault(agentId, List.of());
    }

    /** Everyone who delegated, the root first. */
    public List<String> delegators() {
        return children.keySet().stream()
                .sorted(Comparator.comparing((String id) -> !id.equals(ROOT))
                        .thenComparing(id -> children(id).getFirst(), BY_REQUEST)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether the prompt declared that work is to be repeated. */
    public boolean loopDeclared() {
        return loopDeclared;
    }

    public List<UnstartedRequest> refused() {
        return refused;
    }
}
