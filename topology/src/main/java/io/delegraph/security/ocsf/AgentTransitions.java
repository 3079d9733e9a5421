package io.delegraph.security.ocsf;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of the many revisions of an agent's lifecycle, the ones that start or end it.
 *
 * <ul>
 *   <li>An agent has one start: when it was first known to have started. Its parent may be corrected afterwards; the end has what is known
 *       by then.
 *   <li>An agent has one end, and one more whenever its outcome turns out to be another: a LOST agent whose stop comes late. That one
 *       names in the tag {@code revises} the outcome before. An agent that goes on and ends with the same outcome again has no further
 *       end.
 *   <li>A request that was refused has a start that failed, and no end. Other requests for which no agent was found have no event.
 * </ul>
 */
public final class AgentTransitions {
    private final LifecycleEvents events;

    /** @param version of Delegraph; null when it was not built into a jar */
    public AgentTransitions(@Nullable String version) {
        events = new LifecycleEvents(version);
    }

    /**
     * What to write for a revision.
     *
     * @param reported what has then been reported of the agent: its outcome, ACTIVE when only its start; null for nothing
     */
    public record Transition(
            List<ApplicationLifecycle> events, @Nullable AgentState reported) {
        public Transition {
            events = List.copyOf(events);
        }
    }

    /**
     * The events of a revision of an agent.
     *
     * @param reported what was reported before, as {@link Transition} has it
     * @param loggedAt when the revision was made, epoch ms
     */
    public Transition of(AgentLifecycle agent, @Nullable AgentState reported, long loggedAt) {
        if (isRequest(agent)) {
            return reported == null && agent.state() == AgentState.REFUSED
                    ? new Transition(List.of(events.notStarted(agent, loggedAt)), AgentState.REFUSED)
                    : new Transition(List.of(), reported);
        }
        List<ApplicationLifecycle> found = new ArrayList<>();
        @Nullable AgentState now = reported;
        if (now == null && agent.state() != AgentState.REQUESTED) {
            found.add(events.started(agent, loggedAt));
            now = AgentState.ACTIVE;
        }
        if (agent.state().terminal() && agent.state() != now) {
            found.add(events.ended(agent, now == AgentState.ACTIVE ? null : now, loggedAt));
            now = agent.state();
        }
        return new Transition(found, now);
    }

    /** The summary of a workflow that has just settled. */
    public ApplicationLifecycle settled(WorkflowSummary workflow, long loggedAt) {
        return events.settled(workflow, loggedAt);
    }

    /** Whether no agent was found for it. */
    private static boolean isRequest(AgentLifecycle agent) {
        return agent.edgeEvidence() == null && !agent.agentId().equals(AgentId.ROOT);
    }
}
