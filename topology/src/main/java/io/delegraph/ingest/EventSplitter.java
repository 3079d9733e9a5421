package io.delegraph.ingest;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.TurnStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An event with a long list as several, each with a part of it, so that each fits into a record. What an event says is merged into what is
 * known, so that the parts say together what the whole would.
 */
final class EventSplitter {
    /** Maximum size of one event as JSON, bytes: half of a record. */
    static final int MAX_EVENT_BYTES = 256 << 10;

    /** No list of so few makes an event too large, because ids are bounded: it is not measured. */
    private static final int MAX_UNMEASURED_ITEMS = 50;

    private EventSplitter() {}

    /** The events themselves, but for those that are too large. */
    static List<AgentEvent.InSession> splitOversized(List<AgentEvent.InSession> events) {
        List<AgentEvent.InSession> parts = new ArrayList<>(events.size());
        events.forEach(event -> parts.addAll(parts(event)));
        return parts;
    }

    private static List<AgentEvent.InSession> parts(AgentEvent.InSession event) {
        return switch (event) {
            case ToolBatchEnded it -> split(it, it.calls(), ToolBatchEnded::new);
            case TurnStopped it ->
                split(
                        it,
                        it.backgroundTasks(),
                        (origin, tasks) -> new TurnStopped(origin, tasks, it.usage(), it.usageModel()));
            case AgentStopped it ->
                split(
                        it,
                        it.backgroundShells(),
                        (origin, shells) -> new AgentStopped(
                                origin,
                                it.resultChars(),
                                it.resultFingerprint(),
                                it.usage(),
                                it.usageModel(),
                                shells,
                                it.text()));
            default -> List.of(event);
        };
    }

    private static <T> List<AgentEvent.InSession> split(
            AgentEvent.InSession event,
            @Nullable List<T> list,
            BiFunction<Origin, List<T>, AgentEvent.InSession> part) {
        if (list == null || list.size() <= MAX_UNMEASURED_ITEMS || Json.write(event).length <= MAX_EVENT_BYTES) {
            return List.of(event);
        }
        List<AgentEvent.InSession> parts = new ArrayList<>();
        halves(event.origin(), list, part, parts);
        return parts;
    }

    private static <T> void halves(
            Origin origin,
            List<T> list,
            BiFunction<Origin, List<T>, AgentEvent.InSession> part,
            List<AgentEvent.InSession> parts) {
        // the first keeps the identity of the whole; the same record makes the same parts again
        AgentEvent.InSession all = part.apply(parts.isEmpty() ? origin : numbered(origin, parts.size() + 1), list);
        if (list.size() <= MAX_UNMEASURED_ITEMS || Json.write(all).length <= MAX_EVENT_BYTES) {
            parts.add(all);
            return;
        }
        int half = list.size() / 2;
        halves(origin, list.subList(0, half), part, parts);
        halves(origin, list.subList(half, list.size()), part, parts);
    }

    private static Origin numbered(Origin it, int number) {
        return it.withEventId(it.eventId() + "#" + number);
    }
}
