package io.delegraph.cli;

import io.delegraph.config.Settings;

/** Composes the topology and the HTTP endpoint into one application. */
final class Delegraph implements Application.Starter {
    @Override
    public Application start(Settings settings, Application.Cluster cluster) {
        throw new StartException("there is no topology to run on " + cluster.bootstrapServers() + " in this build");
    }
}
