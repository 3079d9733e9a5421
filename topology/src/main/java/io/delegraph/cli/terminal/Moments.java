package io.delegraph.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Moments as a person reads them, seen from another moment: the time of the day for the same day, else with the date.
 *
 * @param now epoch ms, from which they are seen
 */
record Moments(ZoneId zone, long now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** Whoever has been silent for so long is not at work: what is said of him is dated and not counted up to now. */
    private static final Duration SILENT = Duration.ofHours(6);

    /** A shorter silence is not worth a word. */
    private static final Duration QUIET = Duration.ofMinutes(30);

    /** For example {@code 14:02}, {@code 2026-01-31 14:02}. */
    String at(long moment) {
        return at(moment, now);
    }

    private String at(long moment, long seenFrom) {
        ZonedDateTime there = there(moment);
        return (there.toLocalDate().equals(there(seenFrom).toLocalDate()) ? TIME : DATE_TIME).format(there);
    }

    private ZonedDateTime there(long moment) {
        return Instant.ofEpochMilli(moment).atZone(zone);
    }

    /** Where the count of an unfinished work's time ends: now, or its last sign when that is long ago. */
    long countedUntil(long lastSeenAt) {
        return isSilent(lastSeenAt) ? lastSeenAt : now;
    }

    boolean isSilent(long lastSeenAt) {
        return now - lastSeenAt > SILENT.toMillis();
    }

    /**
     * When a session was: {@code since 14:02} for one that goes on, {@code 2026-01-31 14:02 to 14:35, 7 d ago} for one that does not.
     *
     * @param startedAt null when its start was not seen
     * @param endedAt null when it has not ended
     */
    String of(@Nullable Long startedAt, @Nullable Long endedAt, long lastSeenAt) {
        if (endedAt == null && !isSilent(lastSeenAt)) {
            String since = startedAt == null ? "" : "since " + at(startedAt);
            boolean quiet = now - lastSeenAt > QUIET.toMillis();
            String seen = quiet || startedAt == null ? "last seen " + at(lastSeenAt) : "";
            return since.isEmpty() || seen.isEmpty() ? since + seen : since + ", " + seen;
        }
        long end = endedAt == null ? lastSeenAt : endedAt;
        String ago = Quantities.duration(now - end) + " ago";
        return startedAt == null ? at(end) + ", " + ago : at(startedAt) + " to " + at(end, startedAt) + ", " + ago;
    }
}
