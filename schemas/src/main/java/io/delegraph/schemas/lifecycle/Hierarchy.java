package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.security.SecurityFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's whole tree as a flat list.
 *
 * @param at the shown moment, epoch ms; null for now
 * @param agents the root first, then by level and start; those without a known parent last
 * @param workflows its prompts, oldest first, without their graphs
 * @param findings open security findings of its agents, in no particular order; none for a moment in the past
 */
public record Hierarchy(
        SessionSummary session,
        @Nullable Long at,
        List<AgentLifecycle> agents,
        List<WorkflowSummary> workflows,
        List<SecurityFinding> findings) {
    public Hierarchy {
        agents = List.copyOf(agents);
        // answers of an earlier version have no workflows and no findings
        workflows = workflows == null ? List.of() : List.copyOf(workflows);
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    /** A tree without findings. */
    public Hierarchy(
            SessionSummary session, @Nullable Long at, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        this(session, at, agents, workflows, List.of());
    }
}
