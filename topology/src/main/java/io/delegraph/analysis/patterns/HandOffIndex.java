package io.delegraph.analysis.patterns;

import io.delegraph.schemas.graph.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A workflow's hand-offs by both agents. */
final class HandOffIndex {
    private final Map<String, List<Relation>> from = new HashMap<>();
    private final Map<String, List<Relation>> to = new HashMap<>();

    /** Indexes the hand-offs among all relations. */
    HandOffIndex(List<Relation> relations) {
        for (Relation relation : relations) {
            if (relation.kind() == Relation.Kind.HAND_OFF) {
                from.computeIfAbsent(relation.from(), id -> new ArrayList<>()).add(relation);
                to.computeIfAbsent(relation.to(), id -> new ArrayList<>()).add(relation);
            }
        }
    }

    /** Hand-offs to agents that continue an agent's work. */
    List<Relation> from(String agentId) {
        return from.getOrDefault(agentId, List.of());
    }

    /** Hand-offs from agents whose work an agent continues. */
    List<Relation> to(String agentId) {
        return to.getOrDefault(agentId, List.of());
    }
}
