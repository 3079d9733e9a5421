package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The results for events of one session, for tests of other packages too. */
public final class ImportedSessions {
    private ImportedSessions() {}

    public static Map<RowKey, Row> rows(List<AgentEvent.InSession> events) {
        InMemoryRowStore store = new InMemoryRowStore();
        played(store, events);
        return store.rows();
    }

    /** Agents by id at the last arrival, before any inactivity timeout. */
    public static Map<String, AgentLifecycle> agents(Collection<AgentEvent.InSession> events) {
        long now = events.stream()
                .mapToLong(event -> event.origin().arrivedAt())
                .max()
                .orElseThrow();
        Map<String, AgentLifecycle> agents = new TreeMap<>();
        played(new InMemoryRowStore(), events).view(now).agents().forEach(agent -> agents.put(agent.agentId(), agent));
        return agents;
    }

    /** Workflows with their analyses, oldest first, at the last arrival, before any inactivity timeout. */
    public static List<WorkflowSummary> workflows(Collection<AgentEvent.InSession> events) {
        long now = events.stream()
                .mapToLong(event -> event.origin().arrivedAt())
                .max()
                .orElseThrow();
        return played(new InMemoryRowStore(), events).view(now).workflows(TestPolicies.DEFAULT.analysis());
    }

    /** Null when there is none. */
    public static String title(Collection<AgentEvent.InSession> events) {
        return played(new InMemoryRowStore(), events).view(0).summary().title();
    }

    private static Session played(InMemoryRowStore store, Collection<AgentEvent.InSession> events) {
        String session = events.iterator().next().origin().sessionId();
        Session live = new Session(new SessionRows(session, store), TestPolicies.DEFAULT);
        events.forEach(event -> live.on(event, 0));
        return live;
    }
}
