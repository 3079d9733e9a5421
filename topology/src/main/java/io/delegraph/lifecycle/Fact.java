package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that has become true and is emitted. */
public sealed interface Fact {
    /**
     * The current lifecycle of an agent.
     *
     * @param stateBefore its state when its lifecycle was last emitted; null when it was not emitted, or nobody remembers
     */
    record LifecycleChanged(AgentLifecycle agent, @Nullable AgentState stateBefore) implements Fact {
        /** Whether only something else than its state may have changed. */
        public boolean sameState() {
            return agent.state() == stateBefore;
        }
    }

    /** An agent no longer exists: a request got its agent, or the retention is over. */
    record LifecycleRemoved(String sessionId, String agentId, RemovalReason reason) implements Fact {}

    /** The current state of a workflow. */
    record WorkflowChanged(WorkflowSummary workflow) implements Fact {}

    /** A workflow no longer exists: it turned out to belong to another one, or the retention is over. */
    record WorkflowRemoved(String sessionId, String workflowId, RemovalReason reason) implements Fact {}

    /** Why an agent or a workflow was removed. */
    enum RemovalReason {
        /** It turned out to be part of another one. */
        REPLACED,
        /** Its retention is over. */
        RETENTION
    }

    /**
     * An agent's parent became known, or turned out to be another.
     *
     * @param source where the session comes from; null when not seen
     * @param before the previous evidence; null when the agent is new
     * @param corrected true when it had another parent before
     */
    record EdgeFound(@Nullable String source, @Nullable EdgeEvidence before, EdgeEvidence after, boolean corrected)
            implements Fact {}

    /**
     * A run of the Workflow tool had more agents than were observed.
     *
     * @param source where the session comes from; null when not seen
     * @param more how many more than were emitted before
     */
    record AgentsUnobserved(@Nullable String source, int more) implements Fact {}

    /**
     * Agents that may go on under another session id.
     *
     * @param host null when not reported
     * @param leftAgentIds agents at work when the client went on under another session id
     * @param foundAgentIds agents that were observed without a start
     */
    record AgentsContinued(
            String sessionId, @Nullable String host, List<String> leftAgentIds, List<String> foundAgentIds, long at)
            implements Fact {
        public AgentsContinued {
            leftAgentIds = List.copyOf(leftAgentIds);
            foundAgentIds = List.copyOf(foundAgentIds);
        }
    }

    /** A call that asked for a teammate with a session of its own, and its time, epoch ms. */
    record Teammate(String toolUseId, long at) {}

    /**
     * Members of a team that work in sessions of their own.
     *
     * @param host null when not reported
     * @param project null when not reported
     * @param teammates the teammates that this session asked for
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

        /** Whether nothing shows any longer that the session belongs to a team, which withdraws what it emitted before. */
        public boolean empty() {
            return teammates.isEmpty() && ledAt == null;
        }
    }

    /**
     * Rows of agents that belong to another session, to be carried there.
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
     * @param ms size of the correction
     */
    record ClockCorrected(@Nullable String source, long ms) implements Fact {}
}
