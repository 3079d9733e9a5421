package io.delegraph.schemas.event;

import java.util.List;

/** All calls of one message have ended; the only report of a call that was denied or invalid. */
public record ToolBatchEnded(Origin origin, List<BatchedCall> calls) implements AgentEvent.InSession {
    public ToolBatchEnded {
        calls = calls == null ? List.of() : List.copyOf(calls);
    }
}
