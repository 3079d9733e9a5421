package io.delegraph.schemas.event;

import java.util.List;

/**
 * What a later session of the same client heard of an agent that belongs to this one; derived, not a hook event.
 *
 * @param fromSessionId the session that heard it
 * @param rows keys and values of the state's rows in turn, base64
 */
public record RowsCarried(Origin origin, String fromSessionId, List<String> rows) implements AgentEvent.InSession {
    public RowsCarried {
        rows = rows == null ? List.of() : List.copyOf(rows);
    }
}
