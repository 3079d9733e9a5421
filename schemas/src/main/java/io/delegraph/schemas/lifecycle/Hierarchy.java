package io.delegraph.schemas.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's whole tree as a flat list.
 *
 * @param at the shown moment, epoch ms; null for now
 * @param agents the root first, then by level and start; those without a known parent last
 * @param workflows its prompts, oldest first, without their graphs
 */
public record Hierarchy(
        SessionSummary session, @Nullable Long at, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
    public Hierarchy {
        agents = List.copyOf(agents);
        // answers of an earlier version have no workflows
        workflows = workflows == null ? List.of() : List.copyOf(workflows);
    }
}
