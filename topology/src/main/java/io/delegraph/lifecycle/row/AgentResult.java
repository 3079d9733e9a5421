package io.delegraph.lifecycle.row;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The result of an agent.
 *
 * @param chars length, characters; null when not reported
 * @param fingerprint keyed hashes of some of its phrases; null for a short one and without a key
 */
public record AgentResult(@Nullable Integer chars, @Nullable String fingerprint) implements Comparable<AgentResult> {
    private static final Comparator<AgentResult> ORDER = Comparator.comparing(
                    AgentResult::chars, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
            .thenComparing(AgentResult::fingerprint, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    /** Null when neither value is known. */
    public static @Nullable AgentResult of(@Nullable Integer chars, @Nullable String fingerprint) {
        return chars == null && fingerprint == null ? null : new AgentResult(chars, fingerprint);
    }

    @Override
    public int compareTo(AgentResult other) {
        return ORDER.compare(this, other);
    }
}
