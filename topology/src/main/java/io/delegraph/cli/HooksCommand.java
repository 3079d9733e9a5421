package io.delegraph.cli;

import io.delegraph.install.SettingsLocations;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The parent of the subcommands for the client's hooks. */
@Command(
        name = "hooks",
        description = "Connects Claude Code: installs, shows or removes Delegraph's hooks in its settings.",
        subcommands = {HooksInstallCommand.class, HooksStatusCommand.class, HooksUninstallCommand.class})
public final class HooksCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "hooks needs a subcommand: install, status or uninstall");
    }

    /** The option that all subcommands have: a mixin. */
    static final class SettingsFileOption {
        @Option(
                names = "--settings",
                paramLabel = "PATH",
                description = "Claude Code's settings file (default: the user's, settings.json in ~/.claude or in "
                        + "$CLAUDE_CONFIG_DIR).")
        private @Nullable Path path;

        Path path() {
            return path == null ? SettingsLocations.here().user() : path;
        }

        /** Whether a file was given. */
        boolean given() {
            return path != null;
        }
    }
}
