package io.delegraph.security.session;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.security.rule.ObservedCall;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what the notable calls of an agent did. */
public final class ActionCounter {
    private final Map<PathAccess.Operation, Map<PathClass, Integer>> accesses =
            new EnumMap<>(PathAccess.Operation.class);
    private final Map<HostClass, Integer> hosts = new EnumMap<>(HostClass.class);
    private final Map<CommandFeature, Integer> features = new EnumMap<>(CommandFeature.class);
    private int calls;
    private int refused;
    private @Nullable Long refusedAt;

    private ActionCounter() {}

    /** The actions of the agents of a session that have notable calls, by the agents' ids. */
    public static List<AgentActions> actions(SessionRows rows, NotableCallSource notable) {
        Map<String, ActionCounter> counters = new TreeMap<>();
        notable.forEach(
                rows,
                call -> counters.computeIfAbsent(call.agentId(), agentId -> new ActionCounter())
                        .add(call));
        return counters.entrySet().stream()
                .map(entry -> entry.getValue().of(entry.getKey()))
                .toList();
    }

    private void add(ToolRow row) {
        ObservedCall call = ObservedCalls.of(row, null, false);
        calls++;
        if (call.outcome() == ObservedCall.Outcome.REFUSED) {
            refused++;
            refusedAt = refusedAt == null ? (Long) call.at() : (Long) Math.max(refusedAt, call.at());
        } else if (call.outcome() == ObservedCall.Outcome.RAN) {
            add(call.evidence());
        }
    }

    private void add(CallEvidence evidence) {
        for (PathAccess access : evidence.accesses()) {
            accesses.computeIfAbsent(access.operation(), operation -> new EnumMap<>(PathClass.class))
                    .merge(access.pathClass(), 1, Integer::sum);
        }
        evidence.hosts().forEach(host -> hosts.merge(host, 1, Integer::sum));
        evidence.features().forEach(feature -> features.merge(feature, 1, Integer::sum));
    }

    private AgentActions of(String agentId) {
        return new AgentActions(agentId, calls, refused, refusedAt, accesses, hosts, features);
    }
}
