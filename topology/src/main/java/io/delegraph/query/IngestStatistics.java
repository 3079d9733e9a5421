package io.delegraph.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Statistics of the raw topic, over all instances. */
@FunctionalInterface
public interface IngestStatistics {
    /**
     * The statistics of at most a second ago.
     *
     * @throws Queries.NotAvailableException when Kafka does not answer
     */
    IngestSnapshot now();

    /** The received hooks and the rejected ones. */
    record IngestSnapshot(Hooks hooks, Rejected rejected) {}

    /**
     * Hooks.
     *
     * @param arrived number of records that the raw topic ever had
     * @param lastAt arrival of the latest record that is still retained, epoch ms; null when there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Hooks(long arrived, @Nullable Long lastAt) {}

    /**
     * Hooks that could not become an event, of the last 24 hours.
     *
     * @param countedAll false while older rejections are still being counted
     * @param newest null when there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rejected(
            long count, boolean countedAll, @Nullable Rejection newest) {}

    /**
     * One rejection.
     *
     * @param at its arrival, epoch ms
     * @param where the field, or byte N of the text; empty for the whole record
     */
    record Rejection(long at, String reason, String where) {}
}
