package io.delegraph.http.api;

import java.util.List;

/** Whether the application can answer. */
@FunctionalInterface
public interface Readiness {
    Status now();

    /**
     * How it stands.
     *
     * @param alive false when only a restart helps
     * @param ready true when every question about its own partitions can be answered
     * @param state in plain words or Kafka Streams' own, for example REBALANCING
     * @param restoring stores that are being restored; empty when there are none
     */
    record Status(boolean alive, boolean ready, String state, List<Restoring> restoring) {
        public Status {
            restoring = List.copyOf(restoring);
        }
    }

    /**
     * How far the restoration of one store's partition is.
     *
     * @param restored records so far
     * @param total records to restore
     */
    record Restoring(String store, int partition, long restored, long total) {}
}
