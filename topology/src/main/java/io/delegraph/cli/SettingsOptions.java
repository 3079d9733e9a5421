package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that reads settings and has to do with data or a cluster: a mixin. */
final class SettingsOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (key data-dir).")
    private @Nullable Path data;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "An existing Kafka cluster (key kafka.bootstrap-servers).")
    private String bootstrapServers;

    @Mixin
    private ConfigOptions config;

    /** The data directory that was named on the command line; null when none was. */
    @Nullable
    Path namedData() {
        String key = config.set("data-dir");
        return data != null || key == null ? data : Path.of(key);
    }

    /** Null values in overrides are options that were not given. */
    Settings settings(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>();
        all.put("data-dir", data);
        all.put("kafka.bootstrap-servers", bootstrapServers);
        all.putAll(options);
        return config.settings(all);
    }

    /**
     * The settings for a demo, which is kept apart from a person's own sessions: next to the configured directory, and on any free Kafka
     * port, so that no spooled hook is delivered to it. An explicitly given directory or cluster is kept.
     */
    Settings forDemo(Settings own, Map<String, Object> options) {
        if (namedData() != null || !own.kafka().embedded()) {
            return own;
        }
        Map<String, Object> apart = new HashMap<>(options);
        apart.put("data-dir", own.dataDir().resolveSibling(own.dataDir().getFileName() + "-demo"));
        if (options.get("kafka.port") == null && config.set("kafka.port") == null) {
            apart.put("kafka.port", 0);
        }
        return settings(apart);
    }
}
