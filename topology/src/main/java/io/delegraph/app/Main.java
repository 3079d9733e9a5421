package io.delegraph.app;

import io.delegraph.broker.BrokerStartException;
import io.delegraph.cli.AccuracyCommand;
import io.delegraph.cli.Application;
import io.delegraph.cli.BenchCommand;
import io.delegraph.cli.Browser;
import io.delegraph.cli.Checked;
import io.delegraph.cli.CommandException;
import io.delegraph.cli.CompletionCommand;
import io.delegraph.cli.DemoCommand;
import io.delegraph.cli.DoctorCommand;
import io.delegraph.cli.ExportCommand;
import io.delegraph.cli.HelpCommand;
import io.delegraph.cli.HooksCommand;
import io.delegraph.cli.ImportCommand;
import io.delegraph.cli.OpenCommand;
import io.delegraph.cli.ReplayCommand;
import io.delegraph.cli.SecurityCommand;
import io.delegraph.cli.StateDirectory;
import io.delegraph.cli.StatusCommand;
import io.delegraph.cli.StopCommand;
import io.delegraph.cli.TreeCommand;
import io.delegraph.cli.UnexpectedFailure;
import io.delegraph.cli.UpCommand;
import io.delegraph.cli.Version;
import io.delegraph.cli.WholeWordHelp;
import io.delegraph.config.SettingsException;
import io.delegraph.install.SettingsFile.SettingsFileException;
import io.delegraph.stream.StreamsStartException;
import io.delegraph.stream.admin.TopicSetupException;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Results go to stdout, everything else to stderr; exit code 0 is success, 1 a failure, 2 invalid usage. */
@Command(
        name = "delegraph",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Who delegated what to whom: a live picture of coding agents from their hook events.")
public final class Main implements Callable<Integer> {
    /** As the JVM itself exits with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    /** Set by the launcher to check a call without running it. */
    private static final String CHECK_ONLY = "delegraph.check-only";

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Without a command: what commands there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        spec.commandLine().getErr().flush();
        return spec.exitCodeOnInvalidInput();
    }

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
        StateDirectory state = StateDirectory.ofUser();
        CommandLine commandLine = commandLine(new DelegraphApplication(), state, Browser.ofDesktop());
        if (Boolean.getBoolean(CHECK_ONLY)) {
            commandLine.setExecutionStrategy(Main::check);
        }
        System.exit(execute(commandLine, state, args));
    }

    private static int execute(CommandLine commandLine, StateDirectory state, String[] args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Error e) {
            // A class that is not there, for example: the program was built anew while it ran.
            UnexpectedFailure.report(e, commandLine.getErr(), state);
            return commandLine.getCommandSpec().exitCodeOnExecutionException();
        }
    }

    /** Everything that a user can call. */
    public static CommandLine commandLine(Application.Starter starter, StateDirectory state, Browser browser) {
        return new CommandLine(new Main())
                .addSubcommand(new UpCommand(starter, state))
                .addSubcommand(new StatusCommand(state))
                .addSubcommand(new OpenCommand(state, browser))
                .addSubcommand(new StopCommand(state))
                .addSubcommand(new TreeCommand(state))
                .addSubcommand(new HooksCommand())
                .addSubcommand(new DoctorCommand(state))
                .addSubcommand(new ImportCommand(state))
                .addSubcommand(new ExportCommand(state))
                .addSubcommand(new DemoCommand(state))
                .addSubcommand(new ReplayCommand(state))
                .addSubcommand(SecurityCommand.commandLine(state))
                .addSubcommand(new AccuracyCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setHelpFactory(WholeWordHelp::new)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command, state))
                .setParameterExceptionHandler((e, args) -> refuse(e));
    }

    /** Says what is wrong with a call, and what may have been meant. */
    private static int refuse(CommandLine.ParameterException e) {
        CommandLine command = e.getCommandLine();
        List<String> similar =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String meant = similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
        command.getErr()
                .println(e.getMessage() + meant + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Instead of running a command. */
    private static int check(CommandLine.ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        CommandLine last = parsed.asCommandLineList().getLast();
        if (help == null && last.getCommand() instanceof Checked checked) {
            try {
                checked.check();
            } catch (CommandLine.ParameterException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new CommandLine.ExecutionException(last, "the call is wrong", e);
            }
        }
        return help == null ? 0 : help;
    }

    /** For a person; the stack trace only of what nobody foresaw, and only in the log file. */
    private static int explain(Exception e, CommandLine command, StateDirectory state) {
        switch (e) {
            case CommandException expected -> command.getErr().println(expected.getMessage());
            case SettingsException expected -> command.getErr().println(expected.getMessage());
            case BrokerStartException expected -> command.getErr().println(expected.getMessage());
            case SettingsFileException expected -> command.getErr().println(expected.getMessage());
            case TopicSetupException expected -> command.getErr().println(expected.getMessage());
            case StreamsStartException expected -> command.getErr().println(expected.getMessage());
            default -> UnexpectedFailure.report(e, command.getErr(), state);
        }
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
