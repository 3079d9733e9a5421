package io.delegraph.cli;

import io.delegraph.config.Units;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Ends an instance as Ctrl-C in its terminal would. */
@Command(
        name = "stop",
        description = {
            "Ends the Delegraph that runs, cleanly, and waits until it has ended. Its data stays.",
            "Exit code 1 when none runs, or it has not ended in time."
        })
public final class StopCommand implements Callable<Integer> {
    private final InstanceFinder finder;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its data directory, where several run; without it the one that runs.")
    private @Nullable Path data;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long to wait for its end (default: ${DEFAULT-VALUE}).")
    private String timeout;

    @Spec
    private CommandSpec spec;

    public StopCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public Integer call() {
        Duration limit = Units.duration(timeout)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--timeout wants a duration such as 30s or 2m, not " + timeout));
        RunningInstance instance = finder.require(data);
        ProcessHandle process = instance.process().orElseThrow(() -> ended(instance));
        PrintWriter err = spec.commandLine().getErr();
        err.println("ending the Delegraph on " + instance.dataDir() + " (pid " + instance.pid() + ")");
        err.flush();
        long begin = System.nanoTime();
        if (!process.supportsNormalTermination()) {
            throw new CommandException("this system cannot end it cleanly from outside: press Ctrl-C in its terminal");
        }
        if (!process.destroy() && process.isAlive()) {
            throw new CommandException("process " + instance.pid() + " does not take a signal from this user: end it as"
                    + " the user who started it");
        }
        await(process, limit, instance);
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "ended after %.1f s, its data stays in %s",
                        (System.nanoTime() - begin) / 1e9,
                        instance.dataDir()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static void await(ProcessHandle process, Duration limit, RunningInstance instance) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandException(
                    "it has not ended within " + limit.toMillis() / 1000.0 + " s: " + instance.log()
                            + " says what it does; kill -9 " + instance.pid()
                            + " ends it at once, and the next start recovers",
                    e);
        } catch (ExecutionException e) {
            throw new CommandException("its end cannot be awaited: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while it ends", e);
        }
    }

    private static CommandException ended(RunningInstance instance) {
        return new CommandException("the Delegraph on " + instance.dataDir() + " has ended already");
    }
}
