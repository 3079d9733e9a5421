package io.delegraph.doctor;

import io.delegraph.install.SettingsLocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings that the hook script uses: {@code hook.env}, overridden by the environment. */
final class HookScriptSettings {
    private final Map<String, String> values = new HashMap<>();
    private final Path file;

    private HookScriptSettings(Path file) {
        this.file = file;
    }

    static HookScriptSettings read(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", SettingsLocations.home(environment) + "/.config");
        HookScriptSettings settings = new HookScriptSettings(
                Path.of(environment.getOrDefault("DELEGRAPH_CONFIG", config + "/delegraph/hook.env")));
        try {
            for (String line : Files.readAllLines(settings.file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && line.startsWith("DELEGRAPH_")) {
                    settings.values.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replaceAll("^\"|\"$", ""));
                }
            }
        } catch (IOException e) {
            // there is no file, so only the environment and the defaults count
        }
        environment.forEach((key, value) -> {
            if (!value.isEmpty()) {
                settings.values.put(key, value);
            }
        });
        return settings;
    }

    Path home() {
        return SettingsLocations.home(values);
    }

    /** Null when it is not set. */
    @Nullable
    String get(String name) {
        return values.get(name);
    }

    Path file() {
        return file;
    }

    /** The bootstrap servers to which the script sends. */
    String bootstrapServers() {
        return values.getOrDefault("DELEGRAPH_BOOTSTRAP", "127.0.0.1:9092");
    }

    /** The value of HOSTNAME in bash. */
    static String hostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return ShellCommands.output("uname", "-n").orElse("localhost");
        }
    }
}
