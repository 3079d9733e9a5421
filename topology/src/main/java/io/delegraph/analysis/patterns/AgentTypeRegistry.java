package io.delegraph.analysis.patterns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The profiles of agent types; the first one that covers a type counts. */
public final class AgentTypeRegistry {
    /** Maximum number of cached lookups: types are few, but a client may send any name. */
    private static final int MAX_CACHED_TYPES = 10_000;

    private final List<AgentTypeProfile> kinds;
    private final AgentTypeProfile other;
    private final Map<String, AgentTypeProfile> cache = new ConcurrentHashMap<>();

    /**
     * Profiles in the order of their precedence.
     *
     * @param other for every type that none of them covers
     */
    public AgentTypeRegistry(List<AgentTypeProfile> kinds, AgentTypeProfile other) {
        this.kinds = List.copyOf(kinds);
        this.other = other;
    }

    /** The profile of a type as the client names it; null for an unknown type. */
    public AgentTypeProfile of(@Nullable String type) {
        if (type == null) {
            return other;
        }
        if (cache.size() > MAX_CACHED_TYPES) {
            cache.clear();
        }
        return cache.computeIfAbsent(type, this::find);
    }

    private AgentTypeProfile find(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return kinds.stream().filter(kind -> kind.covers(lower)).findFirst().orElse(other);
    }
}
