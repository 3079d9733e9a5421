package io.delegraph.schemas.event;

import java.util.List;

/**
 * Rows that a later session of the same client has about an agent that belongs to this one; derived, not a hook event.
 *
 * @param fromSessionId the later session
 * @param rows keys and values of the state's rows alternately, base64
 */
public record RowsCarried(Origin origin, String fromSessionId, List<String> rows) implements AgentEvent.InSession {
    public RowsCarried {
        rows = rows == null ? List.of() : List.copyOf(rows);
    }
}
