package io.delegraph.lifecycle;

import io.delegraph.schemas.event.AgentEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Events as they may arrive: in any order, some of them twice. */
final class DisorderedEvents {
    private DisorderedEvents() {}

    /** A quarter of the events twice, all of them shuffled. */
    static List<AgentEvent.InSession> of(List<AgentEvent.InSession> events, long seed) {
        return of(events, new Random(seed));
    }

    /** The same by the next numbers of {@code random}. */
    static List<AgentEvent.InSession> of(List<AgentEvent.InSession> events, Random random) {
        List<AgentEvent.InSession> disordered = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(4) == 0).forEach(disordered::add);
        Collections.shuffle(disordered, random);
        return disordered;
    }
}
