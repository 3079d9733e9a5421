package io.delegraph.lifecycle.row;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * By how much a client's clock was found to be behind its own earlier times.
 *
 * @param pid the client's process; null when not reported
 * @param ms what is to be added to its times
 * @param lead how far its corrected times were ahead of the broker's when that was found, ms; negative when they were behind, as always
 *     when what is told takes time to arrive
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
