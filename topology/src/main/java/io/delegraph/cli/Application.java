package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.util.concurrent.CompletionStage;

/** What {@code up} runs on a cluster: the topology and the HTTP endpoint. */
public interface Application extends AutoCloseable {
    /** Cheap: asked several times a second. */
    Progress progress();

    /** Completes with the reason when it gives up by itself. */
    CompletionStage<String> failed();

    /** Orderly: HTTP first, then the topology; returns within some seconds. */
    @Override
    void close();

    /**
     * How far the start is.
     *
     * @param ready true when every question is answered
     * @param restored records of the stores' changelogs so far
     * @param total records to restore; 0 when nothing is restored
     */
    record Progress(boolean ready, long restored, long total) {}

    /**
     * A cluster with its topics in place.
     *
     * @param id its own: state of one cluster must not be taken for another's
     */
    record Cluster(String bootstrapServers, String id) {}

    /** Starts one without waiting until it is ready. */
    @FunctionalInterface
    interface Starter {
        Application start(Settings settings, Cluster cluster);
    }
}
