package io.delegraph.install;

import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.SettingsFile.SettingsFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In how many ways the client's settings bring events to Delegraph: with more than one, each event arrives more than once. */
public final class InstalledHooks {
    private InstalledHooks() {}

    /**
     * One of the ways.
     *
     * @param transport {@code script}, {@code http}, {@code kcat} or {@code plugin}
     * @param settings the first file that has it
     */
    public record Way(String transport, Path settings) {}

    /** Every distinct way; a file that cannot be read, which the client ignores too, has none. */
    public static List<Way> in(SettingsLocations locations) {
        Map<HookHandler, Way> handlers = new LinkedHashMap<>();
        List<Way> plugins = new ArrayList<>();
        for (Path path : locations.byLevel().values()) {
            SettingsText settings = read(path);
            settings.installed().values().stream()
                    .flatMap(Collection::stream)
                    .forEach(handler -> handlers.putIfAbsent(
                            handler, new Way(handler.transport().word(), path)));
            if (plugins.isEmpty()) {
                InstalledPlugin.enabledIn(settings).ifPresent(name -> plugins.add(new Way("plugin", path)));
            }
        }
        List<Way> ways = new ArrayList<>(handlers.values());
        ways.addAll(plugins);
        return ways;
    }

    private static SettingsText read(Path path) {
        try {
            SettingsFile file = SettingsFile.read(path);
            return file.exists() ? file.settings() : SettingsText.of("");
        } catch (SettingsFileException e) {
            return SettingsText.of("");
        }
    }
}
