package io.delegraph.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options with Tab, for bash and zsh.",
            "In this shell: source <(delegraph completion). In every new one: that line in ~/.bashrc or ~/.zshrc, with the path "
                    + "of delegraph."
        })
public final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("delegraph", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
