package io.delegraph.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of the subcommands that judge what agents did, and pass it on. */
@Command(
        name = "security",
        description = "Judges what agents did, call by call and along their chain; exports findings.")
public final class SecurityCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private SecurityCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(StateDirectory state) {
        return new CommandLine(new SecurityCommand())
                .addSubcommand(new SecurityCheckCommand())
                .addSubcommand(new SecurityBacktestCommand(state))
                .addSubcommand(new SecurityExportCommand(state));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "security needs a subcommand: check, backtest or export");
    }
}
