package io.delegraph.graph;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.graph.Work.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One workflow: its time and the work of everyone in it; agents that never started are left out. */
public final class Episode {
    private static final Comparator<Work> BY_REQUEST = Comparator.comparing(
                    Work::requestedAt, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
            .thenComparingLong(Work::from)
            .thenComparing(Work::agentId);

    private final Span span;
    private final Map<String, Work> works = new LinkedHashMap<>();
    private final List<Work> inOrder;
    private final Map<String, List<Work>> children = new LinkedHashMap<>();
    private final Map<String, List<Message>> received = new LinkedHashMap<>();
    private final List<Refused> refused;
    private final boolean loopDeclared;

    /**
     * A request that was never started.
     *
     * @param at epoch ms
     */
    public record Refused(String type, String description, long at) {}

    /**
     * Of works in any order.
     *
     * @param span from the prompt to the last end, or to the moment of looking
     */
    public Episode(Span span, List<Work> works, List<Refused> refused) {
        this(span, works, refused, false);
    }

    /**
     * Of works in any order.
     *
     * @param span from the prompt to the last end, or to the moment of looking
     * @param loopDeclared whether the prompt declared that work is to be repeated
     */
    public Episode(Span span, List<Work> works, List<Refused> refused, boolean loopDeclared) {
        this.span = span;
        this.loopDeclared = loopDeclared;
        this.refused = List.copyOf(refused);
        List<Work> sorted = new ArrayList<>(works);
        sorted.sort(Comparator.comparing((Work work) -> !work.root()).thenComparing(BY_REQUEST));
        for (Work work : sorted) {
            this.works.put(work.agentId(), work);
        }
        for (Work work : sorted) {
            if (work.parentId() != null && !Objects.equals(work.parentId(), work.agentId())) {
                children.computeIfAbsent(work.parentId(), id -> new ArrayList<>())
                        .add(work);
            }
            for (Message message : work.messages()) {
                received.computeIfAbsent(message.to(), id -> new ArrayList<>()).add(message);
            }
        }
        // they are asked for once per agent: a copy each time would grow with the square of the agents
        this.inOrder = List.copyOf(sorted);
        this.children.replaceAll((id, list) -> List.copyOf(list));
        this.received.replaceAll((id, list) -> List.copyOf(list));
    }

    public Span span() {
        return span;
    }

    /** The root first when it is in it, then by request. */
    public List<Work> works() {
        return inOrder;
    }

    /** Null when it is not in the episode. */
    public Work work(String agentId) {
        return works.get(agentId);
    }

    /** Those that it delegated to, by request; empty when it did not. */
    public List<Work> children(String agentId) {
        return children.getOrDefault(agentId, List.of());
    }

    /** Messages that were sent to it by others of the episode. */
    public List<Message> messagesTo(String agentId) {
        return received.getOrDefault(agentId, List.of());
    }

    /** Everyone who delegated, the root first. */
    public List<String> delegators() {
        return children.keySet().stream()
                .sorted(Comparator.comparing((String id) -> !id.equals(ROOT))
                        .thenComparing(id -> children.get(id).getFirst(), BY_REQUEST)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether the prompt declared that work is to be repeated. */
    public boolean loopDeclared() {
        return loopDeclared;
    }

    public List<Refused> refused() {
        return refused;
    }
}
