package io.delegraph.ingest;

import io.delegraph.schemas.event.AgentEvent;
import java.util.List;

/** The result of normalising one raw record. */
public sealed interface Normalized {
    /** At least one event, all of one session. */
    record Accepted(List<AgentEvent.InSession> events) implements Normalized {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** A probe of the transport of hooks; it becomes no event. */
    record Probed(Probe probe) implements Normalized {}

    /**
     * The record cannot become an event.
     *
     * @param reason shown to a person
     * @param where the field or the position in the text; empty for the whole record
     */
    record Invalid(String reason, String where) implements Normalized {}
}
