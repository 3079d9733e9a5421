package io.delegraph.app;

import io.delegraph.broker.BrokerStartException;
import io.delegraph.cli.AccuracyCommand;
import io.delegraph.cli.Application;
import io.delegraph.cli.BenchCommand;
import io.delegraph.cli.CommandException;
import io.delegraph.cli.DemoCommand;
import io.delegraph.cli.DoctorCommand;
import io.delegraph.cli.ExportCommand;
import io.delegraph.cli.HooksCommand;
import io.delegraph.cli.ImportCommand;
import io.delegraph.cli.ReplayCommand;
import io.delegraph.cli.TreeCommand;
import io.delegraph.cli.UpCommand;
import io.delegraph.cli.Version;
import io.delegraph.config.SettingsException;
import io.delegraph.install.SettingsFile.SettingsFileException;
import io.delegraph.stream.StreamsStartException;
import io.delegraph.stream.admin.TopicSetupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Results go to stdout, everything else to stderr; exit code 0 is success, 1 a failure, 2 invalid usage. */
@Command(
        name = "delegraph",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Who delegated what to whom: a live picture of coding agents from their hook events.")
public final class Main {
    /** The exit code of the JVM itself with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private Main() {}

    public static void main(String[] args) {
        // An exception that ends a library's thread goes to the log file with its stack trace; its effect is reported
        // elsewhere, in one
        // line.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            LoggerFactory.getLogger("uncaught").error("thread {} ended", thread.getName(), e);
            if (e instanceof OutOfMemoryError) {
                // The state without that thread is unknown, so the process ends and must be restarted.
                Runtime.getRuntime().halt(OUT_OF_MEMORY);
            }
        });
        System.exit(commandLine(new DelegraphApplication()).execute(args));
    }

    public static CommandLine commandLine(Application.Starter starter) {
        return new CommandLine(new Main())
                .addSubcommand(new UpCommand(starter))
                .addSubcommand(new HooksCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new TreeCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new AccuracyCommand())
                .addSubcommand(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command))
                .setParameterExceptionHandler((e, args) -> {
                    CommandLine command = e.getCommandLine();
                    command.getErr()
                            .println(e.getMessage() + "; see "
                                    + command.getCommandSpec().qualifiedName() + " --help");
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                });
    }

    /** Prints one line for a person; only an unexpected exception is logged, with its stack trace, in the log file. */
    private static int explain(Exception e, CommandLine command) {
        Logger log = LoggerFactory.getLogger(Main.class);
        switch (e) {
            case CommandException expected -> command.getErr().println(expected.getMessage());
            case SettingsException expected -> command.getErr().println(expected.getMessage());
            case BrokerStartException expected -> command.getErr().println(expected.getMessage());
            case SettingsFileException expected -> command.getErr().println(expected.getMessage());
            case TopicSetupException expected -> command.getErr().println(expected.getMessage());
            case StreamsStartException expected -> command.getErr().println(expected.getMessage());
            default -> log.error("unexpected: {}", e.toString(), e);
        }
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
