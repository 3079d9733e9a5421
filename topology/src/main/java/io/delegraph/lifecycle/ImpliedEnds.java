package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentState;
import org.jspecify.annotations.Nullable;

/** Ends of agents that reported none themselves: what their client, their parent, their workflow or a list says of them. */
final class ImpliedEnds {
    private final SessionRows rows;
    private final DelegationTree tree;
    private final StatusResolver statuses;
    private final InactivityPolicy inactivity;
    private final ClientEndResolver ends;

    ImpliedEnds(
            SessionRows rows,
            DelegationTree tree,
            StatusResolver statuses,
            InactivityPolicy inactivity,
            ClientEndResolver ends) {
        this.rows = rows;
        this.tree = tree;
        this.statuses = statuses;
        this.inactivity = inactivity;
        this.ends = ends;
    }

    /** The end that other events imply for an agent without a reported end; null when none implies it. */
    @Nullable
    AgentStatus of(AgentRow agent, AgentKind kind, @Nullable SpawnRow request, long began) {
        SessionRow session = rows.session();
        long last = agent.seen() == null ? began : agent.seen().lastAt();
        Long clientEnd = ends.of(agent);
        if (clientEnd != null && clientEnd >= last && session.seen() != null) {
            return clientEnded(agent, kind, request, clientEnd, session.seen().lastArrival());
        }
        if (kind == AgentKind.WORKFLOW_AGENT) {
            Long runEnd = WorkflowToolRuns.endedAt(agent, rows);
            if (runEnd != null && runEnd >= last) {
                return inactivity.afterGrace(
                        session.seen() == null ? runEnd : session.seen().lastArrival(),
                        "its workflow ended without a report of its end",
                        agent,
                        request);
            }
        }
        DelegationEdge edge = tree.of(agent.agentId());
        boolean background = BackgroundMode.certain(agent, request);
        Timestamped<Long> listing = session.listing();
        if (listing != null
                && kind == AgentKind.SUBAGENT
                && (background || ROOT.equals(edge.parentAgentId()))
                && listing.at() > began
                && listing.at() >= last
                && !listed(agent, kind)) {
            return inactivity.afterGrace(listing.value(), "the client no longer lists it as running", agent, request);
        }
        if (!background && edge.parentAgentId() != null && !edge.parentAgentId().equals(ROOT)) {
            AgentStatus parent = statuses.of(edge.parentAgentId());
            if (parent.state() == AgentState.KILLED) {
                return AgentStatus.ended(
                        AgentState.KILLED, "its parent was stopped while waiting for it", parent.endedAt());
            }
            if (parent.state().terminal() && parent.endedAt() != null && parent.endedAt() >= last) {
                AgentRow row = rows.agents().get(edge.parentAgentId());
                if (row != null && row.seen() != null) {
                    return inactivity.afterGrace(
                            row.seen().lastArrival(), "its parent ended without waiting for it", agent, request);
                }
            }
        }
        return null;
    }

    /** The client stopped what it had listed as running when it ended; an agent that may have ended earlier without a report is lost. */
    private AgentStatus clientEnded(
            AgentRow agent, AgentKind kind, @Nullable SpawnRow request, long endedAt, long saidAt) {
        AgentStatus waiting =
                inactivity.afterGrace(saidAt, "its client ended without a report of its end", agent, request);
        return waiting.state() == AgentState.LOST && listed(agent, kind)
                ? AgentStatus.ended(AgentState.KILLED, "stopped with its client", endedAt)
                : waiting;
    }

    /** Whether the client's latest list has it, by its own id or by its kind. */
    boolean listed(AgentRow agent, AgentKind kind) {
        SessionRow session = rows.session();
        Long listedAt = switch (kind) {
            case TEAMMATE, REMOTE_TEAMMATE -> session.teammatesAt();
            case WORKFLOW_AGENT -> session.workflowsAt();
            case ROOT, SUBAGENT, STRAY -> agent.listedAt();
        };
        return session.listing() != null
                && listedAt != null
                && listedAt >= session.listing().at();
    }
}
