package io.delegraph.metrics;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.aggregates.Dimension;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Counts the live sessions of one source. */
final class LiveSessionCounts {
    private static final int MAX_LEVELS = 10;
    private static final long MINUTE_MS = 60_000;

    /** Factor for pairs of types: there are more pairs than types, but a real tree has few. */
    private static final int PAIRS_PER_TYPE = 3;

    private final long now;
    private final Map<String, Map<AgentState, Long>> levels = new TreeMap<>();
    private final Map<ParentChildTypes, Long> pairs = new TreeMap<>();
    private final Map<WaitKind, Long> longestWaits = new EnumMap<>(WaitKind.class);
    private int sessions;
    private int maxDepth;
    private long maxFanOut;
    private long maxSpawns;

    private record ParentChildTypes(String parent, String child) implements Comparable<ParentChildTypes> {
        static final ParentChildTypes OTHER = new ParentChildTypes(TopValues.OTHER, TopValues.OTHER);

        @Override
        public int compareTo(ParentChildTypes other) {
            int byParent = parent.compareTo(other.parent);
            return byParent != 0 ? byParent : child.compareTo(other.child);
        }
    }

    /** Takes a number with two labels. */
    @FunctionalInterface
    interface LabeledCountConsumer {
        void accept(String first, String second, long number);
    }

    LiveSessionCounts(long now) {
        this.now = now;
    }

    void add(SessionSummary session, List<AgentLifecycle> agents) {
        sessions++;
        // lost agents and failed turns do not wait for a person's answer
        session.waits().stream()
                .filter(wait -> wait.kind() != null && wait.kind().urgent())
                .forEach(wait -> waited(wait.kind(), wait.since()));
        Map<String, String> types = new HashMap<>();
        agents.forEach(agent -> types.put(agent.agentId(), type(agent)));
        Map<String, Long> children = new HashMap<>();
        for (AgentLifecycle agent : agents) {
            if (!agent.state().terminal()) {
                countLive(agent, types, children);
            }
            if (agent.state() == AgentState.WAITING && agent.waitingKind() == WaitKind.PROMPT) {
                waited(WaitKind.PROMPT, agent.lastSeenAt());
            }
        }
        children.values().forEach(number -> maxFanOut = Math.max(maxFanOut, number));
        maxSpawns = Math.max(
                maxSpawns, agents.stream().filter(this::requestedLately).count());
    }

    private void waited(WaitKind kind, long since) {
        longestWaits.merge(kind, now - since, Math::max);
    }

    private void countLive(AgentLifecycle agent, Map<String, String> types, Map<String, Long> children) {
        Integer level = agent.agentHierarchyLevel();
        levels.computeIfAbsent(level(level), key -> new HashMap<>()).merge(agent.state(), 1L, Long::sum);
        maxDepth = Math.max(maxDepth, level == null ? 0 : level);
        if (agent.agentId().equals(ROOT)) {
            return;
        }
        String parent = agent.parentAgentId();
        pairs.merge(
                new ParentChildTypes(
                        parent == null ? Dimension.UNKNOWN : types.getOrDefault(parent, Dimension.UNKNOWN),
                        type(agent)),
                1L,
                Long::sum);
        if (parent != null) {
            children.merge(parent, 1L, Long::sum);
        }
    }

    private boolean requestedLately(AgentLifecycle agent) {
        Long at = agent.requestedAt() != null ? agent.requestedAt() : agent.startedAt();
        return !agent.agentId().equals(ROOT) && at != null && at > now - MINUTE_MS;
    }

    private static String type(AgentLifecycle agent) {
        if (agent.agentId().equals(ROOT)) {
            return ROOT;
        }
        return agent.agentType() == null ? Dimension.UNKNOWN : agent.agentType();
    }

    private static String level(@Nullable Integer level) {
        if (level == null) {
            return Dimension.UNKNOWN;
        }
        return level < MAX_LEVELS ? level.toString() : TopValues.OTHER;
    }

    int sessions() {
        return sessions;
    }

    /** By the name of every kind of wait: the longest one, seconds, 0 without any. */
    void longestWaits(ObjDoubleConsumer<String> each) {
        for (WaitKind kind : WaitKind.values()) {
            each.accept(label(kind), longestWaits.getOrDefault(kind, 0L) / 1_000.0);
        }
    }

    /** A root that waits for the next prompt holds nothing up. */
    private static String label(WaitKind kind) {
        return kind.urgent() ? kind.name().toLowerCase(Locale.ROOT) : "idle";
    }

    int maxDepth() {
        return maxDepth;
    }

    long maxFanOut() {
        return maxFanOut;
    }

    long maxSpawns() {
        return maxSpawns;
    }

    /** Agents by state and level, with every state of each existing level. */
    void agents(LabeledCountConsumer each) {
        levels.forEach((level, states) -> List.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING)
                .forEach(state -> each.accept(state.name(), level, states.getOrDefault(state, 0L))));
    }

    /** Edges by the types of parent and child, the most frequent ones. */
    void edges(int most, LabeledCountConsumer each) {
        Set<String> shown = shownTypes(most);
        Map<ParentChildTypes, Long> bounded = new TreeMap<>();
        pairs.forEach((pair, number) -> bounded.merge(
                new ParentChildTypes(name(pair.parent, shown), name(pair.child, shown)), number, Long::sum));
        Set<ParentChildTypes> top = TopValues.of(bounded, most * PAIRS_PER_TYPE);
        Map<ParentChildTypes, Long> rest = new TreeMap<>();
        bounded.forEach(
                (pair, number) -> rest.merge(top.contains(pair) ? pair : ParentChildTypes.OTHER, number, Long::sum));
        rest.forEach((pair, number) -> each.accept(pair.parent, pair.child, number));
    }

    private Set<String> shownTypes(int most) {
        Map<String, Long> counts = new TreeMap<>();
        pairs.forEach((pair, number) -> {
            counts.merge(pair.child, number, Long::sum);
            if (!pair.parent.equals(ROOT)) {
                counts.merge(pair.parent, number, Long::sum);
            }
        });
        return TopValues.of(counts, most);
    }

    private static String name(String type, Set<String> shown) {
        return type.equals(ROOT) || shown.contains(type) ? type : TopValues.OTHER;
    }
}
