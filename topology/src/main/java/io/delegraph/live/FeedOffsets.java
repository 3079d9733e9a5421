package io.delegraph.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A position in every partition: the next offset, by slot. As an event's id it is sent to the reader, and comes back to this or another
 * instance: {@code log.second.offset.offset…}, with the numbers in base 36.
 */
final class FeedOffsets {
    private static final int RADIX = 36;
    /** Maximum length of an id. A longer one might not fit into a request's headers; a reader without an id must query everything again. */
    private static final int MAX_ID_LENGTH = 4 * 1024;

    private final long[] next;

    FeedOffsets(long[] next) {
        this.next = next.clone();
    }

    long next(int slot) {
        return next[slot];
    }

    int count() {
        return next.length;
    }

    /** The number of offsets by which this position is behind the other. */
    long lag(FeedOffsets others) {
        long sum = 0;
        for (int slot = 0; slot < next.length; slot++) {
            sum += Math.max(0, others.next[slot] - next[slot]);
        }
        return sum;
    }

    /**
     * Formats an id.
     *
     * @param log identifies this log, without dots
     * @return null when there are too many partitions
     */
    @Nullable
    String id(String log, long nowMs) {
        StringBuilder id = new StringBuilder(log).append('.').append(Long.toString(nowMs / 1000, RADIX));
        for (long offset : next) {
            id.append('.').append(Long.toString(offset, RADIX));
        }
        return id.length() > MAX_ID_LENGTH ? null : id.toString();
    }

    /** Empty when the id is not of this log, or too old. */
    static Optional<FeedOffsets> parse(String id, String log, int count, long nowMs, Duration maxAge) {
        String[] parts = id.split("\\.", -1);
        if (id.length() > MAX_ID_LENGTH || parts.length != count + 2 || !parts[0].equals(log)) {
            return Optional.empty();
        }
        try {
            long[] numbers = Arrays.stream(parts)
                    .skip(1)
                    .mapToLong(number -> Long.parseLong(number, RADIX))
                    .toArray();
            boolean fresh = numbers[0] >= (nowMs - maxAge.toMillis()) / 1000;
            boolean sane = Arrays.stream(numbers).allMatch(number -> number >= 0);
            return fresh && sane
                    ? Optional.of(new FeedOffsets(Arrays.copyOfRange(numbers, 1, numbers.length)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
