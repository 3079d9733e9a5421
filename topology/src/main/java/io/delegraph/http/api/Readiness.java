package io.delegraph.http.api;

import java.util.List;

/** Whether the application can answer queries. */
@FunctionalInterface
public interface Readiness {
    Status now();

    /**
     * The current status.
     *
     * @param alive false when only a restart helps
     * @param ready true when all queries of its own partitions can be answered
     * @param state in plain words or Kafka Streams' own term, for example REBALANCING
     * @param restoring stores that are being restored; empty when there are none
     */
    record Status(boolean alive, boolean ready, String state, List<Restoring> restoring) {
        public Status {
            restoring = List.copyOf(restoring);
        }
    }

    /**
     * The restoration progress of one store partition.
     *
     * @param restored number of records so far
     * @param total number of records to restore
     */
    record Restoring(String store, int partition, long restored, long total) {}
}
