package io.delegraph.cli;

import io.delegraph.install.SettingsFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Removes the hooks from a settings file. */
@Command(
        name = "uninstall",
        description = {
            "Removes Delegraph's hooks, and nothing else, from Claude Code's settings.",
            "When nobody else has changed the file since install, it is byte for byte what it was before."
        })
final class HooksUninstallCommand implements Callable<Integer> {
    @Mixin
    private HooksCommand.SettingsFileOption target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SettingsFile file = SettingsFile.read(target.path());
        boolean changed = file.uninstall();
        spec.commandLine()
                .getOut()
                .println(
                        changed
                                ? "took Delegraph's hooks out of " + file.path()
                                : "none of Delegraph's hooks are in " + file.path() + ": nothing to do");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
