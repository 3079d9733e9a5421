package io.delegraph.aggregates;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one delegation, one workflow or one type in it adds to the metrics.
 *
 * <p>It stands in the window in which the delegation was <em>asked for</em>, the prompt given: a time that does not move once it is known,
 * whatever becomes of it. So "the delegations of this hour" are those that began in it, each with its outcome as known now, the ones that
 * still run counted as such, and the outcomes of a window add up to its delegations. Had each its place at its end, the failures of an
 * hour would be divided by delegations of other hours, and one that never ends would be in none. What is revised (a LOST that turns
 * COMPLETED) moves between groups of the same window.
 *
 * @param source the producing client; {@link Dimension#UNKNOWN} when not reported. Part of every group: demo and real data never mix
 * @param minute start of the minute that it is in, epoch ms
 * @param values by every dimension that its subject had when it was made
 * @param groupings to how many of its subject's {@link Groupings}, from the first, it is added
 */
public record Contribution(
        Subject subject, String source, long minute, Map<Dimension, String> values, int groupings, Aggregate sum) {
    public Contribution {
        Map<Dimension, String> written = new EnumMap<>(values);
        // as a store holds what is not known: were it also a value, one would be added to a group and taken from
        // another
        written.replaceAll((dimension, value) -> value.isEmpty() ? Dimension.UNKNOWN : value);
        values = Collections.unmodifiableMap(written);
    }

    static Contribution of(
            Subject subject, @Nullable String source, long at, Map<Dimension, String> values, Aggregate sum) {
        return new Contribution(
                subject,
                source == null ? Dimension.UNKNOWN : source,
                WindowSize.MINUTE.startOf(at),
                values,
                Groupings.of(subject).size(),
                sum);
    }
}
