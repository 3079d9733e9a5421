package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.tools.demo.DemoSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a demo into a running instance, or compares the answers of one with the truth. */
@Command(
        name = "demo",
        description = {
            "Plays realistic sessions into the raw topic of a running Delegraph, marked as source demo: half an hour of history at "
                    + "once, then live.",
            "With --check compares what Delegraph says over HTTP with a file of --truth; exit code 1 when anything differs."
        })
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private DemoOptions demo;

    @Option(names = "--check", paramLabel = "FILE", description = "Plays nothing: compares with this file of --truth.")
    private @Nullable Path check;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "With --check: where Delegraph answers (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:DELEGRAPH_READ_TOKEN}",
            description = "With --check: read token; also from the environment as DELEGRAPH_READ_TOKEN.")
    private String token;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (check != null) {
            if (demo.given()) {
                throw new ParameterException(spec.commandLine(), "--check plays nothing: leave the demo's options out");
            }
            return new DemoCheck(check, url, token).run(spec.commandLine().getOut());
        }
        DemoSettings plays = demo.settings();
        Settings settings = options.settings(Map.of());
        try (ShutdownSequence teardown = new ShutdownSequence()) {
            teardown.installSignalHandler();
            String end = demo.play(plays, RunningInstance.kafka(settings), settings.kafka(), teardown);
            if (!teardown.signalled()) {
                spec.commandLine().getErr().println(end);
            }
            return 0;
        }
    }
}
