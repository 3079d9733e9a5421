package io.delegraph.query;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nested agents of a session, each exactly once.
 *
 * <pre>
 *   root ─┬─ a ── c          unparented ─┬─ x ── y     parent unknown (NONE)
 *         └─ b                           ├─ z          parent named, but no agent of that id is known
 *                                        └─ p ── q     on a cycle p → q → p: cut at its first agent
 * </pre>
 *
 * @param at epoch ms; null for now
 * @param root null when the session's root is not known
 * @param unparented roots of trees without a known parent, in the list's order
 * @param workflows the session's prompts, oldest first, without their graphs
 */
public record Forest(
        SessionSummary session,
        @Nullable Long at,
        @Nullable ForestNode root,
        List<ForestNode> unparented,
        List<WorkflowSummary> workflows) {
    public Forest {
        unparented = List.copyOf(unparented);
        workflows = List.copyOf(workflows);
    }

    /** An agent with its children, in the list's order. The list of children is filled while the forest is built. */
    public static final class ForestNode {
        private final AgentLifecycle agent;
        private final List<ForestNode> children = new ArrayList<>();

        private ForestNode(AgentLifecycle agent) {
            this.agent = agent;
        }

        public AgentLifecycle agent() {
            return agent;
        }

        public List<ForestNode> children() {
            return List.copyOf(children);
        }
    }

    /** Nests without recursion, because the depth is unlimited. */
    public static Forest of(Hierarchy hierarchy) {
        Map<String, ForestNode> nodes = new LinkedHashMap<>();
        hierarchy.agents().forEach(agent -> nodes.putIfAbsent(agent.agentId(), new ForestNode(agent)));
        ForestNode root = nodes.get(ROOT);
        Set<ForestNode> placed = new HashSet<>();
        List<ForestNode> unparented = new ArrayList<>();
        Map<ForestNode, List<ForestNode>> childrenOf = new LinkedHashMap<>();
        List<ForestNode> heads = new ArrayList<>();
        for (ForestNode node : nodes.values()) {
            ForestNode parent = parent(node.agent, nodes);
            if (parent != null && node != root) {
                childrenOf.computeIfAbsent(parent, key -> new ArrayList<>()).add(node);
            } else if (node != root) {
                heads.add(node);
            }
        }
        if (root != null) {
            place(root, childrenOf, placed);
        }
        // roots first, then the remaining agents, which are on cycles
        heads.addAll(nodes.values());
        for (ForestNode head : heads) {
            if (!placed.contains(head)) {
                unparented.add(head);
                place(head, childrenOf, placed);
            }
        }
        return new Forest(hierarchy.session(), hierarchy.at(), root, unparented, hierarchy.workflows());
    }

    private static @Nullable ForestNode parent(AgentLifecycle agent, Map<String, ForestNode> nodes) {
        return agent.edgeEvidence() == EdgeEvidence.NONE || agent.parentAgentId() == null
                ? null
                : nodes.get(agent.parentAgentId());
    }

    private static void place(ForestNode head, Map<ForestNode, List<ForestNode>> childrenOf, Set<ForestNode> placed) {
        Deque<ForestNode> open = new ArrayDeque<>();
        open.push(head);
        placed.add(head);
        while (!open.isEmpty()) {
            ForestNode node = open.pop();
            for (ForestNode child : childrenOf.getOrDefault(node, List.of())) {
                if (placed.add(child)) {
                    node.children.add(child);
                    open.push(child);
                }
            }
        }
    }
}
