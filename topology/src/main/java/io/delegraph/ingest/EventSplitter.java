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
 * Splits an event with a long list into several, each with a part of the list, so that each fits into a record. The parts together have the
 * same effect as the whole, because events are merged.
 */
final class EventSplitter {
    /** Maximum size of one event as JSON, bytes: half of a record. */
    static final int MAX_EVENT_BYTES = 256 << 10;

    /** Events with lists of up to this size are not measured: ids are bounded, so such an event cannot be too large. */
    private static final int MAX_UNMEASURED_ITEMS = 50;

    private EventSplitter() {}

    /** The same events, with those that are too large split. */
    static List<AgentEvent.InSession> splitOversized(List<AgentEvent.InSession> events) {
        List<AgentEvent.InSession> parts = new ArrayList<>(events.size());
        events.forEach(event -> parts.addAll(parts(event)));
        return parts;
    }

    private static List<AgentEvent.InSession> parts(AgentEvent.InSession event) {
        return switch (event) {
            case ToolBatchEnded ended -> split(ended, ended.calls(), ToolBatchEnded::new);
            case TurnStopped stopped ->
                split(
                        stopped,
                        stopped.backgroundTasks(),
                        (origin, tasks) -> new TurnStopped(origin, tasks, stopped.usage(), stopped.usageModel()));
            case AgentStopped stopped ->
                split(
                        stopped,
                        stopped.backgroundShells(),
                        (origin, shells) -> new AgentStopped(
                                origin,
                                stopped.resultChars(),
                                stopped.resultFingerprint(),
                                stopped.usage(),
                                stopped.usageModel(),
                                shells,
                                stopped.resultGivesOrders(),
                                stopped.stopHookActive(),
                                stopped.text()));
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
        // the first part keeps the identity of the whole; the same record always gives the same parts
        AgentEvent.InSession all = part.apply(parts.isEmpty() ? origin : numbered(origin, parts.size() + 1), list);
        if (list.size() <= MAX_UNMEASURED_ITEMS || Json.write(all).length <= MAX_EVENT_BYTES) {
            parts.add(all);
            return;
        }
        int half = list.size() / 2;
        halves(origin, list.subList(0, half), part, parts);
        halves(origin, list.subList(half, list.size()), part, parts);
    }

    private static Origin numbered(Origin origin, int number) {
        return origin.withEventId(origin.eventId() + "#" + number);
    }
}
