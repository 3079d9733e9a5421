package io.delegraph.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What nobody foresaw: one line on the terminal, which names the log file; the stack trace there. */
public final class UnexpectedFailure {
    private UnexpectedFailure() {}

    public static void report(Throwable failure, PrintWriter err, StateDirectory state) {
        Optional<Path> log = LogFile.openedOr(state.log());
        // Not a logger of Delegraph's own: what those warn of is on the terminal too.
        LoggerFactory.getLogger("unexpected").error("a command failed: {}", failure.toString(), failure);
        String first = failure.toString().lines().findFirst().orElse("");
        err.println("Delegraph failed unexpectedly (" + first + "): "
                + log.map(file -> "please report it with what " + file + " says of it")
                        .orElse("please report it; no log could be written to " + state.log()));
        err.flush();
    }
}
