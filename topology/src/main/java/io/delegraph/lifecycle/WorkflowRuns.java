package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.util.Comparator;
import java.util.Optional;

/**
 * Runs of the Workflow tool. Their agents have no request of their own: the client's note says that they belong to a run, and the run is
 * the latest that was launched before they started.
 */
final class WorkflowRuns {
    /** How the client calls an agent that a run starts. */
    private static final String AGENT_TYPE = "workflow-subagent";

    /** The first agent of a run may start before the hook of the call that launched it has fired, ms. */
    private static final long TOGETHER = 2_000;

    private WorkflowRuns() {}

    /** Whether an agent belongs to a run. */
    static boolean member(AgentRow agent) {
        return AGENT_TYPE.equals(agent.type())
                || (agent.meta() != null && Boolean.TRUE.equals(agent.meta().inWorkflowRun()));
    }

    /** Who called the tool delegated to it: by the note, or by the run that it must belong to. */
    static Edge edge(AgentRow agent, SessionRows rows) {
        String caller = launch(agent, rows).map(RunMark::detail).orElse(null);
        if (agent.meta() != null) {
            String parent = agent.meta().parentAgentId() != null ? agent.meta().parentAgentId() : caller;
            return new Edge(parent == null ? ROOT : parent, EdgeEvidence.META, null);
        }
        return caller == null ? null : new Edge(caller, EdgeEvidence.INFERRED, null);
    }

    /** The launch of the run that an agent belongs to; empty when it was not seen. */
    static Optional<RunMark> launch(AgentRow agent, SessionRows rows) {
        long start = rows.marks(agent.agentId()).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.STARTED)
                .mapToLong(RunMark::at)
                .findFirst()
                .orElse(agent.seen() == null ? 0 : agent.seen().firstAt());
        return rows.marked().stream()
                .flatMap(id -> rows.marks(id).stream())
                .filter(mark -> mark.kind() == RunMark.Kind.LAUNCHED && mark.at() <= start + TOGETHER)
                .max(Comparator.comparingLong(RunMark::at).thenComparing(RunMark::agentId));
    }

    /** When the client said that the run of an agent was over, epoch ms; null while it did not. */
    static Long endedAt(AgentRow agent, SessionRows rows) {
        return launch(agent, rows).stream()
                .flatMap(launch -> rows.marks(launch.agentId()).stream())
                .filter(mark -> mark.kind() == RunMark.Kind.NOTIFIED && Run.outcome(mark) != null)
                .map(RunMark::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
