package io.delegraph.lifecycle;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.SpawnTotals;
import java.util.ArrayList;
import java.util.List;

/** A session of one prompt whose root requests very many agents, a0, a1 and so on, which all complete. */
public final class ManyAgents {
    public static final String SESSION = "s";
    public static final String PROMPT = "p";

    private final List<AgentEvent.InSession> events = new ArrayList<>();
    private final String sessionId;
    private final long spacing;
    private long now;

    private ManyAgents(long from, long spacing) {
        this(SESSION, from, spacing);
    }

    private ManyAgents(String sessionId, long from, long spacing) {
        this.sessionId = sessionId;
        this.now = from;
        this.spacing = spacing;
        events.add(new PromptSubmitted(origin(null), 2, null, null, null));
    }

    /**
     * Agents that run one after the other.
     *
     * @param from epoch ms
     * @param spacing from one event to the next, ms
     */
    public static List<AgentEvent.InSession> oneAfterTheOther(int agents, long from, long spacing) {
        ManyAgents session = new ManyAgents(from, spacing);
        for (int i = 0; i < agents; i++) {
            session.begin(i);
            session.end(i);
        }
        return session.events;
    }

    /** All are at work at once. */
    public static List<AgentEvent.InSession> together(int agents, long from, long spacing) {
        return together(SESSION, agents, from, spacing);
    }

    /** The same in a session with a given id. */
    public static List<AgentEvent.InSession> together(String sessionId, int agents, long from, long spacing) {
        ManyAgents session = new ManyAgents(sessionId, from, spacing);
        for (int i = 0; i < agents; i++) {
            session.begin(i);
        }
        for (int i = 0; i < agents; i++) {
            session.end(i);
        }
        return session.events;
    }

    /** None is started: every request is refused. */
    public static List<AgentEvent.InSession> refused(int requests, long from, long spacing) {
        ManyAgents session = new ManyAgents(from, spacing);
        for (int i = 0; i < requests; i++) {
            session.events.add(
                    new SpawnRequested(session.origin(null), "u" + i, "Agent", request(i), null, null, null));
        }
        for (int i = 0; i < requests; i++) {
            session.events.add(new SpawnFailed(
                    session.origin(null),
                    "u" + i,
                    "Agent",
                    request(i),
                    SpawnFailure.CONCURRENCY_LIMIT,
                    "too many",
                    false));
        }
        return session.events;
    }

    private void begin(int i) {
        AgentMeta meta = AgentMeta.builder()
                .agentType("dev")
                .description("task " + i)
                .toolUseId("u" + i)
                .spawnDepth(1)
                .background(false)
                .build();
        events.add(new SpawnRequested(origin(null), "u" + i, "Agent", request(i), null, null, null));
        events.add(new AgentStarted(origin("a" + i), meta));
    }

    private void end(int i) {
        events.add(new AgentStopped(origin("a" + i), 4, null, null, null, null, null, null, null));
        SpawnTotals totals = new SpawnTotals(5L, 100L, 0, null, 4);
        events.add(SpawnAnswered.builder()
                .origin(origin(null))
                .toolUseId("u" + i)
                .tool("Agent")
                .request(request(i))
                .status("completed")
                .childAgentId("a" + i)
                .totals(totals)
                .build());
    }

    private static SpawnRequest request(int i) {
        return new SpawnRequest("dev", "task " + i, null, null, false, null, 3, null);
    }

    private Origin origin(String agentId) {
        now += spacing;
        return origin(sessionId, agentId, now);
    }

    /** The origin of an event that arrived at its own time, epoch ms; the agent is null for the root. */
    static Origin origin(String agentId, long at) {
        return origin(SESSION, agentId, at);
    }

    private static Origin origin(String sessionId, String agentId, long at) {
        return Origin.builder()
                .eventId("e" + at + agentId)
                .at(at)
                .arrivedAt(at)
                .sessionId(sessionId)
                .agentId(agentId)
                .agentType(agentId == null ? null : "dev")
                .promptId(PROMPT)
                .source("claude-code")
                .project("proj")
                .ancestorPids(List.of())
                .build();
    }
}
