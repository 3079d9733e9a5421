package io.delegraph.cli;

import io.delegraph.config.Settings;
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
            "Plays realistic sessions into the raw topic of the Delegraph that runs, marked as source demo: half an hour of history at "
                    + "once, then live.",
            "With --check compares what Delegraph says over HTTP with a file of --truth; exit code 1 when anything differs."
        })
public final class DemoCommand implements Callable<Integer>, Checked {
    private final InstanceFinder finder;

    @Mixin
    private SettingsOptions options;

    @Mixin
    private DemoOptions demo;

    @Option(names = "--check", paramLabel = "FILE", description = "Plays nothing: compares with this file of --truth.")
    private @Nullable Path check;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "With --check: where Delegraph answers; without it where the one that runs does.")
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:DELEGRAPH_READ_TOKEN}",
            description = "With --check: read token; also from the environment as DELEGRAPH_READ_TOKEN.")
    private @Nullable String token;

    @Spec
    private CommandSpec spec;

    public DemoCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public void check() {
        if (check != null && demo.given()) {
            throw new ParameterException(spec.commandLine(), "--check plays nothing: leave the demo's options out");
        }
        if (url != null && check == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url goes with --check; what is played goes to Kafka: --data, --bootstrap-servers");
        }
        if (url != null && !InstanceOptions.isHttp(url)) {
            throw new ParameterException(
                    spec.commandLine(), "--url " + url + " is no address like http://127.0.0.1:8080");
        }
        demo.settings();
        demo.checkTruth();
        options.settings(Map.of());
    }

    @Override
    public Integer call() {
        check();
        if (check != null) {
            InstanceFinder.Address address =
                    url != null ? new InstanceFinder.Address(url, null, false) : finder.address(options.namedData());
            return new DemoCheck(check, address, token).run(spec.commandLine().getOut());
        }
        Settings settings = options.settings(Map.of());
        InstanceFinder.Broker broker = finder.broker(settings, options.namedData());
        spec.commandLine().getErr().println("demo: into " + broker.words());
        spec.commandLine().getErr().flush();
        try (ShutdownSequence teardown = new ShutdownSequence()) {
            teardown.installSignalHandler();
            String end = demo.play(demo.settings(), broker.bootstrapServers(), settings.kafka(), teardown);
            if (!teardown.signalled()) {
                spec.commandLine().getErr().println(end + broker.look());
            }
            return 0;
        }
    }
}
