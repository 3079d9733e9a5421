package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which configuration is read: a mixin. */
final class ConfigOptions {
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

    /** What --set says of a key; null when nothing. */
    @Nullable
    String set(String key) {
        return overrides.get(key);
    }

    /** Null values in options are options that were not given. */
    Settings settings(Map<String, Object> options) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        options.forEach((key, value) -> put(all, key, value));
        return Settings.load(directory(), all);
    }

    private @Nullable Path directory() {
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
