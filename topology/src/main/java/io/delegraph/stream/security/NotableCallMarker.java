package io.delegraph.stream.security;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.RowsCarried;
import io.delegraph.security.session.NotableCallSource;
import io.delegraph.security.session.SecurityTriggers;
import java.util.List;
import java.util.Objects;

/** Marks the calls that rules have to look at, so that judging a session does not read all of its calls. */
final class NotableCallMarker {
    private final SecurityTriggers triggers;
    private final WritableFindingStore store;
    private final FileWriters writers = new FileWriters();

    NotableCallMarker(SecurityTriggers triggers, WritableFindingStore store) {
        this.triggers = triggers;
        this.store = store;
    }

    /** To be called before {@link #mark}: of a session without calls no earlier writes need to be read. */
    void begin(SessionRows session) {
        if (session.toolCallCount() == 0) {
            writers.begin(session.sessionId());
        }
    }

    /** Marks the notable calls that an event shows; returns how soon the session has to be judged because of them. */
    Urgency mark(AgentEvent.InSession event, SessionRows session) {
        if (event instanceof RowsCarried) {
            NotableCallSource.everyCall()
                    .forEach(session, call -> store.addNotable(session.sessionId(), call.agentId(), call.toolUseId()));
            return Urgency.HIGH;
        }
        List<String> calls = SecurityTriggers.notableCalls(event);
        if (calls.isEmpty()) {
            return Urgency.NONE;
        }
        String agentId = Objects.requireNonNullElse(event.origin().agentId(), AgentId.ROOT);
        FileWriters.Write write = new FileWriters.Write(agentId, calls.getFirst());
        List<FileWriters.Write> others = writers.others(session, write, SecurityTriggers.files(event));
        others.forEach(other -> store.addNotable(session.sessionId(), other.agentId(), other.toolUseId()));
        boolean ordinary = triggers.writesOnly(event);
        if (ordinary && others.isEmpty()) {
            return Urgency.NONE;
        }
        calls.forEach(call -> store.addNotable(session.sessionId(), agentId, call));
        return ordinary ? Urgency.LOW : Urgency.HIGH;
    }
}
