package io.delegraph.patterns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of agent types, the first kind that covers one counts. */
public final class AgentTypes {
    /** Maximum number of cached lookups: types are few, but a client may send any name. */
    private static final int REMEMBERED = 10_000;

    private final List<AgentType> kinds;
    private final AgentType other;
    private final Map<String, AgentType> known = new ConcurrentHashMap<>();

    /**
     * Kinds in the order of their precedence.
     *
     * @param other for every type that none of them covers
     */
    public AgentTypes(List<AgentType> kinds, AgentType other) {
        this.kinds = List.copyOf(kinds);
        this.other = other;
    }

    /** Of a type as the client writes it; null is any. */
    public AgentType of(String type) {
        if (type == null) {
            return other;
        }
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(type, this::find);
    }

    private AgentType find(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return kinds.stream().filter(kind -> kind.covers(lower)).findFirst().orElse(other);
    }
}
