package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads settings: a mixin. */
final class SettingsOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (key data-dir).")
    private @Nullable Path data;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "An existing Kafka cluster (key kafka.bootstrap-servers).")
    private String bootstrapServers;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Directory of delegraph.yaml; without it Delegraph's own config/.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of delegraph.yaml, for example --set http.port=9000; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The data directory that was named on the command line; null when none was. */
    @Nullable
    Path namedData() {
        String key = overrides.get("data-dir");
        return data != null || key == null ? data : Path.of(key);
    }

    /** Null values in overrides are options that were not given. */
    Settings settings(Map<String, Object> options) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        put(all, "data-dir", data);
        put(all, "kafka.bootstrap-servers", bootstrapServers);
        options.forEach((key, value) -> put(all, key, value));
        return Settings.load(configDir(), all);
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
        if (options.get("kafka.port") == null && !overrides.containsKey("kafka.port")) {
            apart.put("kafka.port", 0);
        }
        return settings(apart);
    }

    private @Nullable Path configDir() {
        if (config != null) {
            return config;
        }
        return Launcher.home()
                .map(home -> home.resolve("config"))
                .filter(own -> Files.exists(own.resolve("delegraph.yaml")))
                .orElse(null);
    }

    private static void put(Map<String, String> all, String key, @Nullable Object value) {
        if (value != null) {
            all.put(key, value.toString());
        }
    }
}
