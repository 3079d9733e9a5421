package io.delegraph.stream.record;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.event.Origin;
import java.util.List;

/** Origins of events that were derived by Delegraph. */
public final class DerivedOrigins {
    private DerivedOrigins() {}

    /** The origin of an event that carries rows from one session to another. */
    public static Origin derived(Fact.MovedRowsForwarded carried, long now) {
        return of(
                carried.homeSessionId(), "carried-" + carried.fromSessionId() + "-" + carried.at(), carried.at(), now);
    }

    public static Origin of(String sessionId, String id, long at, long now) {
        return Origin.builder()
                .eventId(id)
                .at(at)
                .arrivedAt(now)
                .sessionId(sessionId)
                .ancestorPids(List.of())
                .build();
    }
}
