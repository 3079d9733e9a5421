package io.delegraph.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Formats durations and counts for a person. */
final class Quantities {
    private Quantities() {}

    /** At most two units; for example {@code 41 s}, {@code 4 min 12 s}, {@code 2 h 5 min}. */
    static String duration(long ms) {
        Duration duration = Duration.ofMillis(Math.max(0, ms));
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toDays() < 1
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    /** For example {@code 950}, {@code 16k}, {@code 1.2M}. */
    static String tokens(long count) {
        if (count < 1_000) {
            return Long.toString(count);
        }
        return count < 999_500
                ? Math.round(count / 1_000.0) + "k"
                : String.format(Locale.ROOT, "%.1fM", count / 1_000_000.0);
    }

    /** US dollars as the page writes them, for example {@code < $0.01}, {@code $4.10}, {@code $120}. */
    static String dollars(double amount) {
        if (amount == 0) {
            return "$0";
        }
        return amount < 0.01 ? "< $0.01" : String.format(Locale.ROOT, amount < 100 ? "$%.2f" : "$%.0f", amount);
    }

    static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
