package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.util.concurrent.CompletionStage;

/** The part that {@code up} runs on a cluster: the topology and the HTTP endpoint. */
public interface Application extends AutoCloseable {
    /** Cheap: called several times a second. */
    Progress progress();

    /** Completes with the reason when the application gives up by itself. */
    CompletionStage<String> failed();

    /** Closes HTTP first, then the topology; returns within some seconds. */
    @Override
    void close();

    /**
     * The progress of the start.
     *
     * @param ready true when all queries can be answered
     * @param restored records restored from changelogs so far
     * @param total records to restore; 0 when there are none
     */
    record Progress(boolean ready, long restored, long total) {}

    /**
     * A cluster with its topics set up.
     *
     * @param id the cluster's id: state of different clusters must not be mixed
     */
    record Cluster(String bootstrapServers, String id) {}

    /** Starts an application without waiting until it is ready. */
    @FunctionalInterface
    interface Starter {
        Application start(Settings settings, Cluster cluster);
    }
}
