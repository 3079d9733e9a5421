package io.delegraph.ingest;

import io.delegraph.schemas.event.AgentEvent;
import java.util.List;

/** What became of one raw record. */
public sealed interface Normalized {
    /** At least one event, all of one session. */
    record Accepted(List<AgentEvent.InSession> events) implements Normalized {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** A probe of the way that hooks take: no event. */
    record Probed(Probe probe) implements Normalized {}

    /**
     * It cannot be an event.
     *
     * @param reason for the person who reads it
     * @param where the field, or the place in the text; empty for the record as a whole
     */
    record Invalid(String reason, String where) implements Normalized {}
}
