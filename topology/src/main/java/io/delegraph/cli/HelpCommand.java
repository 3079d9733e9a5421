package io.delegraph.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The help of the program or of one command, as {@code --help} prints it. */
@Command(name = "help", description = "Prints the help of a command; without one the list of all commands.")
public final class HelpCommand implements Runnable {
    @Parameters(arity = "0..2", paramLabel = "COMMAND", description = "For example tree, or hooks install.")
    private @Nullable List<String> names;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine found = spec.root().commandLine();
        for (String name : names == null ? List.<String>of() : names) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no command '" + name + "'; there are: "
                                + String.join(", ", found.getSubcommands().keySet()));
            }
            found = next;
        }
        found.usage(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }
}
