package io.delegraph.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Parses times on the command line. */
final class TimeArgument {
    private static final Pattern BACK = Pattern.compile("(\\d{1,6})([mhd])");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private TimeArgument() {}

    /**
     * The value of an option {@code --since}; null when it was not given.
     *
     * @throws ParameterException when it is no time
     */
    static @Nullable Instant since(CommandLine command, @Nullable String text, Instant now) {
        try {
            return text == null ? null : parse(text, now);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    command, "--since: " + text + " is not a time; try 2026-01-31, 2026-01-31T08:00:00Z, 7d or 12h");
        }
    }

    /**
     * Parses a local day, a moment with its zone, or a duration before now: {@code 2026-01-31}, {@code 2026-01-31T08:00:00Z}, {@code 7d},
     * {@code 12h}, {@code 30m}.
     *
     * @throws DateTimeParseException when it is none of these
     */
    static Instant parse(String text, Instant now) {
        Matcher back = BACK.matcher(text);
        if (back.matches()) {
            long count = Long.parseLong(back.group(1));
            return now.minus(
                    switch (back.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        return DAY.matcher(text).matches()
                ? LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant()
                : Instant.parse(text);
    }
}
