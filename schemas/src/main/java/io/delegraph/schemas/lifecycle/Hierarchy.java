package io.delegraph.schemas.lifecycle;

import java.util.List;

/**
 * A session's whole tree as a flat list.
 *
 * @param at the moment that it shows, epoch ms; null for now
 * @param agents the root first, then by level and start; those without a known parent last
 */
public record Hierarchy(SessionSummary session, Long at, List<AgentLifecycle> agents) {
    public Hierarchy {
        agents = List.copyOf(agents);
    }
}
