package io.delegraph.tools.security;

import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.schemas.event.AgentEvent;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sessions that are built from their events while those are read. A session is passed on and forgotten when its last event was read. What
 * is kept meanwhile is bounded: beyond it, the session that was longest silent is passed on with what was read of it.
 */
public final class OpenSessions {
    private final Policies policies;
    private final int maxEvents;
    private final Consumer<Session> receiver;
    private final Map<String, OpenSession> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> passedEarly = new HashSet<>();
    private int events;
    private int sessions;
    private int cut;

    private static final class OpenSession {
        private final Session session;
        private int events;

        OpenSession(Session session) {
            this.session = session;
        }
    }

    /**
     * No sessions yet.
     *
     * @param maxEvents events of all open sessions together
     * @param receiver takes each session once
     */
    public OpenSessions(Policies policies, int maxEvents, Consumer<Session> receiver) {
        this.policies = policies;
        this.maxEvents = maxEvents;
        this.receiver = receiver;
    }

    /** Takes an event in. */
    public void on(AgentEvent.InSession event) {
        String sessionId = event.origin().sessionId();
        if (passedEarly.contains(sessionId)) {
            return;
        }
        OpenSession session = open.computeIfAbsent(
                sessionId, id -> new OpenSession(new Session(new SessionRows(id, new InMemoryRowStore()), policies)));
        session.session.on(event, 0);
        session.events++;
        events++;
        while (events > maxEvents) {
            passEarly();
        }
    }

    private void passEarly() {
        Iterator<Map.Entry<String, OpenSession>> eldest = open.entrySet().iterator();
        Map.Entry<String, OpenSession> entry = eldest.next();
        eldest.remove();
        passedEarly.add(entry.getKey());
        cut++;
        pass(entry.getValue());
    }

    /** The session's last event was read. */
    public void complete(String sessionId) {
        passedEarly.remove(sessionId);
        OpenSession session = open.remove(sessionId);
        if (session != null) {
            pass(session);
        }
    }

    private void pass(OpenSession session) {
        events -= session.events;
        sessions++;
        receiver.accept(session.session);
    }

    /** Sessions that were passed on. */
    public int sessions() {
        return sessions;
    }

    /** Those of them of which only the beginning was passed on. */
    public int cut() {
        return cut;
    }
}
