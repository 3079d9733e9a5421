package io.delegraph.cli;

import io.delegraph.doctor.HookTargetCheck;
import io.delegraph.install.HookFragment;
import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.SettingsFile;
import io.delegraph.install.SettingsLocations;
import io.delegraph.install.SettingsText;
import io.delegraph.install.Transport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the hooks in the settings that the client reads. */
@Command(
        name = "status",
        description = {
            "Shows for each event which of Delegraph's hooks is installed, and whether the program or the address behind it is there.",
            "Without --settings it looks at the user's settings, the project's and the project's local ones. Exit code 1 when no hook "
                    + "is installed or something is missing."
        })
final class HooksStatusCommand implements Callable<Integer> {
    @Mixin
    private HooksCommand.SettingsFileOption target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Path> paths = target.given()
                ? Map.of("settings", target.path())
                : SettingsLocations.here().byLevel();
        boolean any = false;
        boolean well = true;
        for (Map.Entry<String, Path> level : paths.entrySet()) {
            SettingsFile file = SettingsFile.read(level.getValue());
            Map<String, List<HookHandler>> installed =
                    file.exists() ? file.settings().installed() : Map.of();
            if (installed.isEmpty()) {
                out().println(level.getKey() + ": none in " + file.path()
                        + (file.exists() ? "" : ", which does not exist"));
            } else {
                any = true;
                well &= show(level.getKey(), file, installed);
            }
        }
        out().flush();
        return any && well ? 0 : 1;
    }

    /** Returns whether every event has its hook, and every hook its target. */
    private boolean show(String level, SettingsFile file, Map<String, List<HookHandler>> installed) {
        out().println(level + ": " + file.path());
        Map<HookHandler, String> behind = new LinkedHashMap<>();
        installed.values().stream()
                .flatMap(Collection::stream)
                .forEach(handler -> behind.computeIfAbsent(
                        handler, each -> HookTargetCheck.missing(each).orElse("")));
        boolean complete = true;
        for (String event : events(installed)) {
            String hooks = installed.getOrDefault(event, List.of()).stream()
                    .map(handler -> handler.transport().word() + "  " + handler.address())
                    .collect(Collectors.joining("; "));
            complete &= !hooks.isEmpty();
            out().printf("  %-20s %s%n", event, hooks.isEmpty() ? "-" : hooks);
        }
        behind.forEach(
                (handler, missing) -> out().println("  " + handler.transport().word() + " " + handler.address() + ": "
                        + (missing.isEmpty() ? "is there" : missing)));
        SettingsText settings = file.settings();
        if (settings.hasComments()) {
            out().println("  the client ignores this file, because it has comments");
        }
        return complete && !settings.hasComments() && behind.values().stream().allMatch(String::isEmpty);
    }

    /** All events for which its transports have a hook, and further events with a hook. */
    private static Set<String> events(Map<String, List<HookHandler>> installed) {
        Set<String> events = new LinkedHashSet<>();
        for (Transport transport : Transport.values()) {
            if (installed.values().stream()
                    .flatMap(Collection::stream)
                    .anyMatch(handler -> handler.transport() == transport)) {
                events.addAll(HookFragment.of(transport, "").events());
            }
        }
        events.addAll(installed.keySet());
        return events;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
