package io.delegraph.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What has reached the raw topic, over all instances. */
@FunctionalInterface
public interface IngestStatistics {
    /**
     * As of now, or of the second before.
     *
     * @throws Queries.NotAvailableException when Kafka does not answer
     */
    IngestSnapshot now();

    /** What arrived, and what of it could not be understood. */
    record IngestSnapshot(Hooks hooks, Rejected rejected) {}

    /**
     * Hooks.
     *
     * @param arrived records that the raw topic ever had
     * @param lastAt arrival of the latest that is still kept, epoch ms; null when there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Hooks(long arrived, @Nullable Long lastAt) {}

    /**
     * Hooks that could not become an event, of the last 24 hours.
     *
     * @param countedAll false while older ones are still being counted
     * @param newest null when there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rejected(
            long count, boolean countedAll, @Nullable Rejection newest) {}

    /**
     * Why one was rejected.
     *
     * @param at its arrival, epoch ms
     * @param where the field, or byte N of the text; empty for the record as a whole
     */
    record Rejection(long at, String reason, String where) {}
}
