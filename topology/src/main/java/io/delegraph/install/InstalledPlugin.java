package io.delegraph.install;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.install.HookFragment.HookHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Delegraph installed as a plugin: enabled in a settings file, stored by the client in a directory of its own. */
public final class InstalledPlugin {
    private static final String PREFIX = "delegraph@";
    private static final String SCRIPT = "scripts/telemetry-hook.sh";

    private InstalledPlugin() {}

    /** The plugin's full name when these settings enable it. */
    public static Optional<String> enabledIn(SettingsText settings) {
        return settings.setting("enabledPlugins").stream()
                .flatMap(plugins -> plugins.properties().stream())
                .filter(plugin ->
                        plugin.getKey().startsWith(PREFIX) && plugin.getValue().asBoolean())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The handler that its hooks run.
     *
     * @param userSettings settings next to the client's directory of plugins
     */
    public static Optional<HookHandler> handler(String name, Path userSettings) {
        Path list = userSettings.resolveSibling("plugins/installed_plugins.json");
        try {
            JsonNode installed = JsonSpan.parse(Files.readString(list)).node();
            String path = installed
                    .path("plugins")
                    .path(name)
                    .path(0)
                    .path("installPath")
                    .asText();
            return path.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HookHandler(
                            Transport.SCRIPT, Path.of(path).resolve(SCRIPT).toString()));
        } catch (IOException | SettingsTextException e) {
            // the list belongs to the client: without it, the plugin's hooks cannot be tested
            return Optional.empty();
        }
    }
}
