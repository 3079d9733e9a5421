package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that has become true, for whoever listens. */
public sealed interface Fact {
    /** An agent's lifecycle as of now. */
    record LifecycleChanged(AgentLifecycle agent) implements Fact {}

    /** There is no such agent: a request got its agent, or its retention is over. */
    record LifecycleRemoved(String sessionId, String agentId, RemovalReason reason) implements Fact {}

    /** A workflow as of now. */
    record WorkflowChanged(WorkflowSummary workflow) implements Fact {}

    /** There is no such workflow: it turned out to belong to another, or its retention is over. */
    record WorkflowRemoved(String sessionId, String workflowId, RemovalReason reason) implements Fact {}

    /** Why something is gone. */
    enum RemovalReason {
        /** It never was one of its own. */
        REPLACED,
        /** It was one, and is forgotten. */
        RETENTION
    }

    /**
     * An agent's parent became known, or turned out to be another.
     *
     * @param source where the session comes from; null when not seen
     * @param before evidence before; null when the agent is new
     * @param corrected true when it had another parent before
     */
    record EdgeFound(@Nullable String source, @Nullable EdgeEvidence before, EdgeEvidence after, boolean corrected)
            implements Fact {}

    /**
     * A run of the Workflow tool had more agents than were heard of.
     *
     * @param source where the session comes from; null when not seen
     * @param more how many more than were reported before
     */
    record AgentsUnobserved(@Nullable String source, int more) implements Fact {}

    /**
     * Agents that may go on under another session id.
     *
     * @param host null when not reported
     * @param leftAgentIds those at work when the client went on under another session id
     * @param foundAgentIds those that were heard of without a start
     */
    record AgentsContinued(
            String sessionId, @Nullable String host, List<String> leftAgentIds, List<String> foundAgentIds, long at)
            implements Fact {
        public AgentsContinued {
            leftAgentIds = List.copyOf(leftAgentIds);
            foundAgentIds = List.copyOf(foundAgentIds);
        }
    }

    /** A call that asked for a teammate with a session of its own, and when, epoch ms. */
    record Teammate(String toolUseId, long at) {}

    /**
     * Members of a team that work in sessions of their own.
     *
     * @param host null when not reported
     * @param project null when not reported
     * @param teammates those that this session asked for
     * @param ledAt when the lead of a team gave this session its task, epoch ms; null when none did
     */
    record TeamSeen(
            String sessionId,
            @Nullable String host,
            @Nullable String project,
            List<Teammate> teammates,
            @Nullable Long ledAt,
            long at)
            implements Fact {
        public TeamSeen {
            teammates = List.copyOf(teammates);
        }

        /** Whether nothing shows that it belongs to a team: what it said before is not so. */
        public boolean empty() {
            return teammates.isEmpty() && ledAt == null;
        }
    }

    /**
     * What was heard of agents that belong to another session.
     *
     * @param rows as {@code RowsCarried} has them
     */
    record MovedRowsForwarded(String homeSessionId, String fromSessionId, List<String> rows, long at) implements Fact {
        public MovedRowsForwarded {
            rows = List.copyOf(rows);
        }
    }

    /** A session's client process was seen; others may be its descendants. */
    record ProcessSeen(String sessionId, ClientProcess process, long at) implements Fact {}

    /**
     * An event showed that its client's clock was set back; its times are corrected from now on.
     *
     * @param source where the session comes from; null when not reported
     * @param ms by how much
     */
    record ClockCorrected(@Nullable String source, long ms) implements Fact {}
}
