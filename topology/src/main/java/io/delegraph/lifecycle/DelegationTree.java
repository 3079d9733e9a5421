package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who delegated to whom, as a function of the set of rows: each agent gets its edge with the best evidence, and unmatched requests are then
 * matched with starts that have no known request.
 */
final class DelegationTree {
    private final Map<String, DelegationEdge> edges = new TreeMap<>();
    private final Set<String> matchedRequests = new HashSet<>();
    private final Set<String> movedAgents = new HashSet<>();
    private int helpers;

    private DelegationTree() {}

    static DelegationTree of(SessionRows rows) {
        DelegationTree result = new DelegationTree();
        Map<String, SpawnRow> answers = answers(rows.spawns().values());
        List<AgentRow> unexplained = new ArrayList<>();
        result.movedAgents.addAll(MovedAgentRows.homeSessions(rows).keySet());
        for (AgentRow agent : knownAgents(rows)) {
            if (result.movedAgents.contains(agent.agentId())) {
                continue;
            }
            DelegationEdge edge = provenEdge(agent, rows, answers);
            if (edge != null) {
                result.edges.put(agent.agentId(), edge);
                if (edge.toolUseId() != null) {
                    result.matchedRequests.add(edge.toolUseId());
                }
            } else if (internalHelper(agent, rows)) {
                result.helpers++;
            } else {
                unexplained.add(agent);
            }
        }
        List<SpawnRow> unclaimed = rows.spawns().values().stream()
                .filter(spawn -> !result.matchedRequests.contains(spawn.toolUseId()))
                .toList();
        Map<String, SpawnRow> guesses = ParentInference.match(unexplained, unclaimed, rows);
        for (AgentRow agent : unexplained) {
            SpawnRow guess = guesses.get(agent.agentId());
            if (guess != null) {
                result.matchedRequests.add(guess.toolUseId());
            }
            result.edges.put(
                    agent.agentId(),
                    guess == null
                            ? DelegationEdge.UNKNOWN
                            : new DelegationEdge(guess.parentAgentId(), EdgeEvidence.INFERRED, guess.toolUseId()));
        }
        result.moveDescendants();
        return result;
    }

    /** The descendants of an agent that belongs to another session belong there too. */
    private void moveDescendants() {
        if (!movedAgents.isEmpty()) {
            List<String> along = edges.keySet().stream()
                    .filter(agentId -> path(agentId).stream().anyMatch(movedAgents::contains))
                    .toList();
            movedAgents.addAll(along);
            edges.keySet().removeAll(along);
        }
    }

    /** Agents that belong to an earlier session of the same client, and their descendants. */
    Set<String> movedAgents() {
        return movedAgents;
    }

    /** Every agent that has a row or that a notification of a known request names, without the root. */
    private static Collection<AgentRow> knownAgents(SessionRows rows) {
        Map<String, AgentRow> present = new HashMap<>(rows.agents());
        for (String agentId : rows.markedAgents()) {
            if (!present.containsKey(agentId) && notifiedRequest(agentId, rows) != null) {
                present.put(agentId, AgentRow.named(agentId, null));
            }
        }
        present.remove(ROOT);
        return present.values();
    }

    /** The request whose answer names each child; when several name one child, the earliest known. */
    private static Map<String, SpawnRow> answers(Collection<SpawnRow> spawns) {
        Map<String, SpawnRow> answers = new HashMap<>();
        for (SpawnRow spawn : spawns) {
            if (spawn.childAgentId() != null) {
                answers.merge(spawn.childAgentId(), spawn, (a, b) -> EARLIEST.compare(a, b) <= 0 ? a : b);
            }
        }
        return answers;
    }

    private static final Comparator<SpawnRow> EARLIEST = Comparator.comparing(
                    SpawnRow::firstKnownAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(SpawnRow::toolUseId);

    private static @Nullable DelegationEdge provenEdge(
            AgentRow agent, SessionRows rows, Map<String, SpawnRow> answers) {
        SpawnRow answer = answers.get(agent.agentId());
        AgentMeta meta = agent.meta();
        if (WorkflowToolRuns.isMember(agent)) {
            return WorkflowToolRuns.edgeOf(agent, rows);
        }
        if (meta != null) {
            String request = meta.toolUseId() != null ? meta.toolUseId() : answer == null ? null : answer.toolUseId();
            // the note of a teammate names neither its parent nor the call
            String parent = meta.parentAgentId() == null && meta.toolUseId() == null && answer != null
                    ? answer.parentAgentId()
                    : meta.parentAgentId();
            return edge(agent, parent == null ? ROOT : parent, EdgeEvidence.META, request);
        }
        if (answer != null) {
            return edge(agent, answer.parentAgentId(), EdgeEvidence.RESULT, answer.toolUseId());
        }
        SpawnRow notified = notifiedRequest(agent.agentId(), rows);
        return notified == null
                ? null
                : edge(agent, notified.parentAgentId(), EdgeEvidence.NOTIFICATION, notified.toolUseId());
    }

    private static @Nullable DelegationEdge edge(
            AgentRow agent, @Nullable String parent, EdgeEvidence evidence, @Nullable String toolUseId) {
        return parent == null || parent.equals(agent.agentId())
                ? null
                : new DelegationEdge(parent, evidence, toolUseId);
    }

    /**
     * The Agent request that a notification of this agent names. After a resume the notification names the SendMessage, which is no Agent
     * request.
     */
    private static @Nullable SpawnRow notifiedRequest(String agentId, SessionRows rows) {
        for (RunMark mark : rows.marks(agentId)) {
            if (mark.kind() == RunMark.Kind.NOTIFIED && mark.causeToolUseId() != null) {
                SpawnRow spawn = rows.spawns().get(mark.causeToolUseId());
                if (spawn != null
                        && (spawn.childAgentId() == null || spawn.childAgentId().equals(agentId))) {
                    return spawn;
                }
            }
        }
        return null;
    }

    /** The kind of an agent, from its note, its call's answer, or its id. */
    static AgentKind kind(AgentRow agent, @Nullable SpawnRow request, SessionRows rows) {
        if (agent.isRoot()) {
            return AgentKind.ROOT;
        }
        AgentMeta meta = agent.meta();
        if (WorkflowToolRuns.isMember(agent)) {
            return AgentKind.WORKFLOW_AGENT;
        }
        boolean joined = request != null && request.teammate();
        if (joined || (meta != null && AgentMeta.IN_PROCESS_TEAMMATE.equals(meta.taskKind()))) {
            return AgentKind.TEAMMATE;
        }
        return request == null && stray(agent, rows) ? AgentKind.STRAY : AgentKind.SUBAGENT;
    }

    /** Whether an agent has no start, request, type or note: then it is an internal agent of the client that uses tools. */
    private static boolean stray(AgentRow agent, SessionRows rows) {
        return agent.type() == null
                && agent.meta() == null
                && agent.listedAt() == null
                && agent.seen() != null
                && rows.marks(agent.agentId()).stream()
                        .noneMatch(mark -> mark.kind() == RunMark.Kind.STARTED || mark.kind() == RunMark.Kind.RESUMED);
    }

    /** The client's own helpers (titles, compaction) stop without a type and never start. */
    private static boolean internalHelper(AgentRow agent, SessionRows rows) {
        List<RunMark> marks = rows.marks(agent.agentId());
        return agent.type() == null
                && agent.listedAt() == null
                && agent.counts().toolCalls() == 0
                && marks.stream().anyMatch(mark -> mark.kind() == RunMark.Kind.STOPPED)
                && marks.stream()
                        .noneMatch(mark -> mark.kind() == RunMark.Kind.STARTED || mark.kind() == RunMark.Kind.RESUMED);
    }

    /** Every agent of the tree except the root, with its edge, sorted by agent id. */
    Map<String, DelegationEdge> all() {
        return Collections.unmodifiableMap(edges);
    }

    /** {@link DelegationEdge#UNKNOWN} for an agent that is not in the tree. */
    DelegationEdge of(String agentId) {
        return edges.getOrDefault(agentId, DelegationEdge.UNKNOWN);
    }

    /** Whether an agent was found for this request. */
    boolean matched(String toolUseId) {
        return matchedRequests.contains(toolUseId);
    }

    /** How many agents are the client's own helpers. */
    int helpers() {
        return helpers;
    }

    /**
     * Agent ids from the top down to {@code agentId}: from the root when every parent is known, else from the topmost known ancestor. A
     * cycle, which only contradictory input can cause, is cut where it closes.
     */
    List<String> path(String agentId) {
        Set<String> path = new LinkedHashSet<>();
        String at = agentId;
        while (at != null && path.add(at)) {
            at = at.equals(ROOT) ? null : of(at).parentAgentId();
        }
        return List.copyOf(path).reversed();
    }

    /** The ancestor whose request was the root's own, or the agent itself; null when the chain does not reach the root. */
    @Nullable
    String topmost(String agentId) {
        List<String> path = path(agentId);
        return path.size() > 1 && path.getFirst().equals(ROOT) ? path.get(1) : null;
    }
}
