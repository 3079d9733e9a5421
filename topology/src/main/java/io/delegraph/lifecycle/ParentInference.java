package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.event.SpawnRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Guesses a parent where no event names it: the oldest unmatched request of the same type that could have started the agent. */
final class ParentInference {
    /** Concurrent hooks: their times may contradict the order of events by this much, ms. */
    private static final long HOOK_ORDER_TOLERANCE_MS = 250;

    /** The type that the SDK reports for every start, whatever type was requested. */
    private static final String GENERAL_PURPOSE = "general-purpose";

    private record UnexplainedStart(String agentId, String type, long at) {}

    private record UnclaimedRequest(SpawnRow row, SpawnRequest asked, long at) {}

    private ParentInference() {}

    /** The matched request of each agent, by agent id; agents without a match are absent. */
    static Map<String, SpawnRow> match(List<AgentRow> agents, List<SpawnRow> unclaimed, SessionRows rows) {
        List<UnexplainedStart> starts = agents.stream()
                .filter(agent -> agent.type() != null && agent.seen() != null)
                .map(agent -> new UnexplainedStart(
                        agent.agentId(), agent.type(), startOf(agent.agentId(), agent.seen(), rows)))
                .sorted(Comparator.comparingLong(UnexplainedStart::at).thenComparing(UnexplainedStart::agentId))
                .toList();
        if (starts.isEmpty()) {
            return Map.of();
        }
        List<UnclaimedRequest> requests = new ArrayList<>();
        for (SpawnRow spawn : unclaimed) {
            if (spawn.requestedAt() != null && spawn.request() != null && spawn.childAgentId() == null) {
                requests.add(new UnclaimedRequest(spawn, spawn.request(), spawn.requestedAt()));
            }
        }
        requests.sort(Comparator.comparingLong(UnclaimedRequest::at)
                .thenComparing(request -> request.row().toolUseId()));
        Map<String, SpawnRow> matches = new HashMap<>();
        for (UnexplainedStart start : starts) {
            Iterator<UnclaimedRequest> candidates = requests.iterator();
            while (candidates.hasNext()) {
                UnclaimedRequest request = candidates.next();
                if (sameType(request, start) && startsInTime(request, start)) {
                    matches.put(start.agentId(), request.row());
                    candidates.remove();
                    break;
                }
            }
        }
        for (UnexplainedStart start : starts) {
            if (GENERAL_PURPOSE.equals(start.type()) && !matches.containsKey(start.agentId())) {
                requests.stream()
                        .filter(request -> startsInTime(request, start))
                        .findFirst()
                        .ifPresent(request -> {
                            matches.put(start.agentId(), request.row());
                            requests.remove(request);
                        });
            }
        }
        return matches;
    }

    private static long startOf(String agentId, Sighting seen, SessionRows rows) {
        return rows.marks(agentId).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.STARTED)
                .mapToLong(RunMark::at)
                .findFirst()
                .orElse(seen.firstAt());
    }

    /** The client matches types regardless of case, blanks and hyphens, and calls a member of a team by its name. */
    private static boolean sameType(UnclaimedRequest request, UnexplainedStart start) {
        return AgentTypeNames.same(start.type(), request.asked().agentType())
                || start.type().equals(request.asked().name());
    }

    private static boolean startsInTime(UnclaimedRequest request, UnexplainedStart start) {
        return !start.agentId().equals(request.row().parentAgentId())
                && request.at() <= start.at() + HOOK_ORDER_TOLERANCE_MS
                && start.at() <= latestPossibleStart(request.row()) + HOOK_ORDER_TOLERANCE_MS;
    }

    /** The last moment at which a child of this request can have started, epoch ms. */
    private static long latestPossibleStart(SpawnRow request) {
        if (request.failed() != null && request.failure() != null) {
            return switch (request.failure()) {
                case UNKNOWN_TYPE, DEPTH_LIMIT, CONCURRENCY_LIMIT, BUDGET -> Long.MIN_VALUE / 2;
                case TERMINATED, INTERRUPTED, OTHER -> request.failed().at();
            };
        }
        if (request.answered() != null) {
            // a background call answers before or after its child's start
            return "completed".equals(request.answered().value())
                    ? request.answered().at()
                    : Long.MAX_VALUE / 2;
        }
        return Long.MAX_VALUE / 2;
    }
}
