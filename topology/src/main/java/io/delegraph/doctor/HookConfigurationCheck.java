package io.delegraph.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.install.HookFragment;
import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.InstalledPlugin;
import io.delegraph.install.SettingsFile;
import io.delegraph.install.SettingsFile.SettingsFileException;
import io.delegraph.install.SettingsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks Delegraph's hooks in the settings that the client reads here. */
final class HookConfigurationCheck {
    private final String command;
    private final Path user;
    private final Set<HookHandler> handlers = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean byPlugin;

    /**
     * Inspects the settings.
     *
     * @param byLevel the user's first
     * @param command how Delegraph is called
     */
    HookConfigurationCheck(Map<String, Path> byLevel, String command) {
        this.command = command;
        this.user = byLevel.values().iterator().next();
        byLevel.forEach(this::look);
        if (handlers.isEmpty() && !byPlugin) {
            findings.add(Finding.todo(
                    "hooks",
                    "none of Delegraph's in " + String.join(", ", paths(byLevel.values())),
                    command + " hooks install"));
        }
        if (handlers.size() + (byPlugin ? 1 : 0) > 1) {
            findings.add(Finding.todo(
                    "hooks",
                    "are installed in " + (handlers.size() + (byPlugin ? 1 : 0))
                            + " ways: every event arrives more than once",
                    command + " hooks uninstall --settings … where they are not wanted"));
        }
    }

    List<Finding> findings() {
        return findings;
    }

    Set<HookHandler> handlers() {
        return handlers;
    }

    private void look(String level, Path path) {
        try {
            SettingsFile file = SettingsFile.read(path);
            if (file.exists()) {
                look(level, path, file.settings());
            }
        } catch (SettingsFileException e) {
            findings.add(Finding.todo(
                    "hooks",
                    String.valueOf(e.getMessage()).replace("; nothing was changed", ""),
                    "correct it: the client ignores the whole file"));
        }
    }

    private void look(String level, Path path, SettingsText settings) {
        if (settings.hasComments()) {
            findings.add(Finding.todo(
                    "hooks",
                    path + " has comments",
                    "take them out: the client ignores a settings file with comments"));
        }
        if (settings.setting("disableAllHooks").map(JsonNode::asBoolean).orElse(false)) {
            findings.add(Finding.todo("hooks", path + " says disableAllHooks", "take it out, or no hook ever runs"));
        }
        InstalledPlugin.enabledIn(settings).ifPresent(name -> plugin(level, path, name));
        Map<String, List<HookHandler>> installed = settings.installed();
        installed.values().stream().flatMap(Collection::stream).distinct().forEach(handler -> {
            handlers.add(handler);
            findings.add(finding(level, path, handler, installed));
        });
    }

    private void plugin(String level, Path path, String name) {
        byPlugin = true;
        String says = level + ": the plugin " + name + " in " + path;
        Optional<HookHandler> handler = InstalledPlugin.handler(name, user);
        handler.ifPresent(handlers::add);
        findings.add(handler.flatMap(HookTargetCheck::missing)
                .map(missing -> Finding.todo("hooks", says + ": " + missing, "install the plugin again"))
                .orElse(Finding.ok("hooks", says)));
    }

    private Finding finding(String level, Path path, HookHandler handler, Map<String, List<HookHandler>> installed) {
        Set<String> lacking = new TreeSet<>(
                HookFragment.of(handler.transport(), handler.address()).events());
        installed.forEach((event, handlersOfIt) -> {
            if (handlersOfIt.contains(handler)) {
                lacking.remove(event);
            }
        });
        String says = level + ": " + handler.transport().word() + " " + handler.address() + " in " + path;
        String again =
                command + " hooks install --transport " + handler.transport().word() + " --settings " + path;
        Optional<String> missing = HookTargetCheck.missing(handler);
        if (missing.isPresent()) {
            return Finding.todo("hooks", says + ": " + missing.get(), again + ", or start what it wants");
        }
        return lacking.isEmpty()
                ? Finding.ok("hooks", says)
                : Finding.todo("hooks", says + ", but not for " + String.join(", ", lacking), again);
    }

    private static List<String> paths(Collection<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }
}
