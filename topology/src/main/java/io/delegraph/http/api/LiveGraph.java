package io.delegraph.http.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Dimension;
import io.delegraph.query.PercentCoding;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The live agents as a graph that a panel can draw directly: nodes, and edges between shown nodes.
 *
 * <pre>
 *   root ──META──► a ··INFERRED··► b        c (parent_shown false: its parent has ended or is left out)
 * </pre>
 *
 * @param sessions of the wanted agents, also of those that are not the wanted session's: the one with most live agents first
 * @param nodes the latest seen first, each after its live ancestors
 * @param live number of matching live agents
 * @param leftOut number of these without a node: those that were seen longest ago
 * @param allCounted false when not all agents were read: {@code live} and {@code leftOut} are then minimums
 * @param missingPartitions partitions whose agents are missing; when not empty the graph is partial
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LiveGraph(
        List<GraphSession> sessions,
        List<GraphNode> nodes,
        List<GraphEdge> edges,
        int live,
        int leftOut,
        boolean allCounted,
        List<Integer> missingPartitions) {
    /** States of agents that may still work. */
    static final Set<AgentState> LIVE_STATES = Set.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING);

    private static final String DASHES = "4 4";
    private static final String SOLID = "";

    /** Characters of a session's id that a person needs to tell two sessions apart. */
    private static final int SHORT_ID = 8;

    public LiveGraph {
        sessions = List.copyOf(sessions);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        missingPartitions = List.copyOf(missingPartitions);
    }

    /**
     * Builds a graph of {@code limit} of {@code live}, which are in the order of {@code Cursor}.
     *
     * @param wanted the sessions that are drawn, all when it is empty
     */
    static LiveGraph of(
            List<AgentLifecycle> live,
            Set<String> wanted,
            int limit,
            boolean allCounted,
            List<Integer> missingPartitions) {
        List<AgentLifecycle> agents = live.stream()
                .filter(agent -> wanted.isEmpty() || wanted.contains(agent.sessionId()))
                .toList();
        Map<String, AgentLifecycle> shown = shown(agents, limit);
        List<GraphNode> nodes = shown.entrySet().stream()
                .map(entry -> node(entry.getKey(), entry.getValue(), shown.keySet()))
                .toList();
        List<GraphEdge> edges = shown.entrySet().stream()
                .filter(entry -> Boolean.TRUE.equals(parentShown(entry.getValue(), shown.keySet())))
                .map(entry -> edge(entry.getKey(), entry.getValue()))
                .toList();
        return new LiveGraph(
                sessions(live),
                nodes,
                edges,
                agents.size(),
                agents.size() - nodes.size(),
                allCounted,
                missingPartitions);
    }

    private static List<GraphSession> sessions(List<AgentLifecycle> live) {
        Map<String, List<AgentLifecycle>> sessions = live.stream()
                .collect(Collectors.groupingBy(AgentLifecycle::sessionId, LinkedHashMap::new, Collectors.toList()));
        // stable: of equally busy ones the latest seen first
        return sessions.values().stream()
                .sorted(Comparator.<List<AgentLifecycle>>comparingInt(List::size)
                        .reversed())
                .map(LiveGraph::session)
                .toList();
    }

    private static GraphSession session(List<AgentLifecycle> agents) {
        AgentLifecycle any = agents.getFirst();
        String id = any.sessionId();
        String label = String.join(
                " · ",
                Objects.requireNonNullElse(any.project(), Dimension.UNKNOWN),
                agents.size() == 1 ? "1 agent" : agents.size() + " agents",
                id.substring(0, Math.min(id.length(), SHORT_ID)));
        return new GraphSession(id, label, agents.size());
    }

    /** The shown agents with their live ancestors. A waiting parent was last seen before its children, which would be isolated without it. */
    private static Map<String, AgentLifecycle> shown(List<AgentLifecycle> agents, int limit) {
        Map<String, AgentLifecycle> live = new LinkedHashMap<>();
        agents.forEach(agent -> live.putIfAbsent(id(agent.sessionId(), agent.agentId()), agent));
        Map<String, AgentLifecycle> shown = new LinkedHashMap<>();
        for (Map.Entry<String, AgentLifecycle> entry : live.entrySet()) {
            AgentLifecycle agent = entry.getValue();
            for (String ancestor : agent.agentHierarchyPath()) {
                String id = id(agent.sessionId(), ancestor);
                if (live.containsKey(id) && shown.size() < limit) {
                    shown.putIfAbsent(id, live.get(id));
                }
            }
            if (shown.size() < limit) {
                shown.putIfAbsent(entry.getKey(), agent);
            }
        }
        return shown;
    }

    /** Agent ids are unique only within their session, and may contain any character. */
    private static String id(String session, String agent) {
        return PercentCoding.encode(session) + "/" + PercentCoding.encode(agent);
    }

    /** Null for a root, and where the parent is unknown. */
    private static @Nullable Boolean parentShown(AgentLifecycle agent, Set<String> shown) {
        return agent.parentAgentId() == null || agent.edgeEvidence() == EdgeEvidence.NONE
                ? null
                : shown.contains(id(agent.sessionId(), agent.parentAgentId()));
    }

    private static GraphNode node(String id, AgentLifecycle agent, Set<String> shown) {
        boolean root = agent.agentId().equals(AgentId.ROOT);
        return GraphNode.builder()
                .id(id)
                .title(Objects.requireNonNullElse(agent.agentType(), root ? AgentId.ROOT : Dimension.UNKNOWN))
                .subtitle(root ? agent.project() : agent.description())
                .mainStat(agent.state().name())
                .secondaryStat(agent.toolCalls() == 1 ? "1 tool" : agent.toolCalls() + " tools")
                .arcRequested(share(agent, AgentState.REQUESTED))
                .arcActive(share(agent, AgentState.ACTIVE))
                .arcWaiting(share(agent, AgentState.WAITING))
                .sessionId(agent.sessionId())
                .agentId(agent.agentId())
                .stateReason(agent.stateReason())
                .level(agent.agentHierarchyLevel())
                .parentShown(parentShown(agent, shown))
                .runningMs(agent.startedAt() == null ? null : Math.max(0, agent.asOf() - agent.startedAt()))
                .totalTokens(agent.totalTokens())
                .source(agent.source())
                .project(agent.project())
                .user(agent.user())
                .host(agent.host())
                .build();
    }

    private static double share(AgentLifecycle agent, AgentState state) {
        return agent.state() == state ? 1 : 0;
    }

    private static GraphEdge edge(String id, AgentLifecycle agent) {
        // a request without an agent has no evidence: its parent made it
        String evidence = agent.edgeEvidence() == null
                ? AgentState.REQUESTED.name()
                : agent.edgeEvidence().name();
        String parent = Objects.requireNonNull(agent.parentAgentId(), "an edge comes from a parent");
        return new GraphEdge(
                id,
                id(agent.sessionId(), parent),
                id,
                evidence,
                agent.edgeEvidence() == EdgeEvidence.INFERRED ? DASHES : SOLID);
    }

    /**
     * One session that has live agents.
     *
     * @param label project, number of live agents and the beginning of the id, for a person to choose by
     * @param live how many live agents it has, the root counted
     */
    public record GraphSession(String sessionId, String label, int live) {}

    /**
     * One live agent.
     *
     * @param id session and agent, percent-encoded, with a slash between them
     * @param title the agent's type; {@code root} for a root without one
     * @param subtitle its description; the project for a root
     * @param mainStat its state
     * @param secondaryStat number of its tool calls
     * @param arcRequested 1 in this state, else 0: the three values form the circle around the node
     * @param parentShown whether its parent has a node; null for a root, and where the parent is unknown
     * @param runningMs since it started; null before
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RecordBuilder
    public record GraphNode(
            String id,
            String title,
            @Nullable String subtitle,
            String mainStat,
            String secondaryStat,
            double arcRequested,
            double arcActive,
            double arcWaiting,
            String sessionId,
            String agentId,
            String stateReason,
            @Nullable Integer level,
            @Nullable Boolean parentShown,
            @Nullable Long runningMs,
            @Nullable Long totalTokens,
            @Nullable String source,
            @Nullable String project,
            @Nullable String user,
            @Nullable String host) {
        static LiveGraphGraphNodeBuilder builder() {
            return LiveGraphGraphNodeBuilder.builder();
        }
    }

    /**
     * One delegation between two nodes.
     *
     * @param id id of the child
     * @param mainStat the evidence; REQUESTED for a request whose agent has not started
     * @param strokeDasharray of the line: dashed where the parent is guessed, else empty
     */
    public record GraphEdge(String id, String source, String target, String mainStat, String strokeDasharray) {}
}
