package io.delegraph.schemas.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call does, as far as security rules need it, without any text of it.
 *
 * @param accesses in order, each once; like every list absent from the JSON when empty
 * @param hosts in order, each once
 * @param features in order, each once
 * @param targets what it acts on, so that other calls can be compared with it: keyed hashes of {@link #TARGET_CHARS} hexadecimal digits, in
 * order, at most {@link #MAX_TARGETS}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CallEvidence(
        List<PathAccess> accesses, List<HostClass> hosts, List<CommandFeature> features, List<String> targets) {
    /** Length of a target. */
    public static final int TARGET_CHARS = 8;

    /** Targets that are kept of a call. */
    public static final int MAX_TARGETS = 16;

    /** Of a call that does nothing that concerns security rules. */
    public static final CallEvidence NONE = new CallEvidence(List.of(), List.of(), List.of(), List.of());

    public CallEvidence {
        accesses = accesses == null ? List.of() : List.copyOf(accesses);
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        features = features == null ? List.of() : List.copyOf(features);
        targets = targets == null ? List.of() : List.copyOf(targets);
    }

    /** Whether there is more than targets: then a rule may judge the call by itself. */
    @JsonIgnore
    public boolean notable() {
        return !accesses.isEmpty() || !hosts.isEmpty() || !features.isEmpty();
    }

    /** Without what only a rule that judges the call by itself needs; null when nothing is left. */
    public @Nullable CallEvidence targetsOnly() {
        return targets.isEmpty() ? null : new CallEvidence(List.of(), List.of(), List.of(), targets);
    }

    /** What two reports of one call say together; null when neither says anything. */
    public static @Nullable CallEvidence union(@Nullable CallEvidence a, @Nullable CallEvidence b) {
        if (a == null || b == null || a.equals(b)) {
            return a == null ? b : a;
        }
        return new CallEvidence(
                union(a.accesses, b.accesses),
                union(a.hosts, b.hosts),
                union(a.features, b.features),
                union(a.targets, b.targets).stream().limit(MAX_TARGETS).toList());
    }

    private static <T extends Comparable<? super T>> List<T> union(List<T> a, List<T> b) {
        return Stream.concat(a.stream(), b.stream()).distinct().sorted().toList();
    }
}
