package io.delegraph.aggregates;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one delegation, one workflow or one type in it adds to the metrics.
 *
 * <p>It belongs to the window in which the delegation was <em>requested</em> or the prompt given, because that time never changes. So "the
 * delegations of this hour" are those that began in it, each with its outcome as known now or counted as running, and the outcomes of a
 * window add up to its delegations. By the time of the end, the failures of an hour would be divided by delegations of other hours, and a
 * delegation that never ends would be in no window. A revision (a LOST that turns COMPLETED) moves between groups of the same window.
 *
 * @param source the producing client; {@link Dimension#UNKNOWN} when not reported. Part of every group: demo and real data never mix
 * @param minute start of the minute that it belongs to, epoch ms
 * @param values by every dimension that its subject had when it was made
 * @param groupings number of its subject's {@link Groupings}, from the first, to which it is added
 */
public record Contribution(
        Subject subject, String source, long minute, Map<Dimension, String> values, int groupings, Aggregate sum) {
    public Contribution {
        Map<Dimension, String> written = new EnumMap<>(values);
        // the store uses the same value for unknown: otherwise an amount would be added to one group and taken from
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
