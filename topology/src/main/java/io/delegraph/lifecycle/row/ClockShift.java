package io.delegraph.lifecycle.row;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The correction of a client's clock that was set back.
 *
 * @param pid the client's process; null when not reported
 * @param ms correction to be added to its times
 * @param lead how far its corrected times were ahead of the broker's at that moment, ms; negative when behind, which is usual because
 * events take time to arrive
 */
public record ClockShift(@Nullable Long pid, long ms, long lead) implements Comparable<ClockShift> {
    private static final Comparator<ClockShift> ORDER = Comparator.comparing(
                    ClockShift::pid, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
            .thenComparingLong(ClockShift::ms)
            .thenComparingLong(ClockShift::lead);

    @Override
    public int compareTo(ClockShift other) {
        return ORDER.compare(this, other);
    }
}
