package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs of the Workflow tool. Their agents have no request: the client's note says that they belong to a run, and that run is the latest one
 * launched before they started.
 */
final class WorkflowToolRuns {
    /** The type that the client gives to agents of a run. */
    private static final String AGENT_TYPE = "workflow-subagent";

    /** The first agent of a run may start before the hook of the call that launched it has fired, ms. */
    private static final long LAUNCH_ORDER_TOLERANCE_MS = 2_000;

    private WorkflowToolRuns() {}

    /** Whether an agent belongs to a run. */
    static boolean isMember(AgentRow agent) {
        return AGENT_TYPE.equals(agent.type())
                || (agent.meta() != null && Boolean.TRUE.equals(agent.meta().inWorkflowRun()));
    }

    /** The edge to the agent that called the tool: the one in the note, or the launcher of the run that it must belong to. */
    static @Nullable DelegationEdge edgeOf(AgentRow agent, SessionRows rows) {
        String caller = launchOf(agent, rows).map(RunMark::detail).orElse(null);
        if (agent.meta() != null) {
            String parent = agent.meta().parentAgentId() != null ? agent.meta().parentAgentId() : caller;
            return new DelegationEdge(parent == null ? ROOT : parent, EdgeEvidence.META, null);
        }
        return caller == null ? null : new DelegationEdge(caller, EdgeEvidence.INFERRED, null);
    }

    /** The launch of the run that an agent belongs to; empty when it was not seen. */
    static Optional<RunMark> launchOf(AgentRow agent, SessionRows rows) {
        long start = rows.marks(agent.agentId()).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.STARTED)
                .mapToLong(RunMark::at)
                .findFirst()
                .orElse(agent.seen() == null ? 0 : agent.seen().firstAt());
        return rows.markedAgents().stream()
                .flatMap(id -> rows.marks(id).stream())
                .filter(mark -> mark.kind() == RunMark.Kind.LAUNCHED && mark.at() <= start + LAUNCH_ORDER_TOLERANCE_MS)
                .max(Comparator.comparingLong(RunMark::at).thenComparing(RunMark::agentId));
    }

    /** When the client reported the end of an agent's run, epoch ms; null before. */
    static @Nullable Long endedAt(AgentRow agent, SessionRows rows) {
        return launchOf(agent, rows).stream()
                .flatMap(launch -> rows.marks(launch.agentId()).stream())
                .filter(mark -> mark.kind() == RunMark.Kind.NOTIFIED && ObservedRun.outcome(mark) != null)
                .map(RunMark::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
