package io.delegraph.cli;

import io.delegraph.broker.BrokerLogin;
import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.stream.admin.StaleGroupMembers;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.demo.DemoSettings;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts all parts in the order of their dependencies, and runs until a signal:
 *
 * <pre>
 * data directory → broker (or an existing cluster) → topics → application (topology, HTTP) → "ready: …" → until a signal
 * </pre>
 */
@Command(
        name = "up",
        description = {
            "Starts Delegraph: a Kafka broker in the same process (or uses --bootstrap-servers), the topology, the HTTP endpoint.",
            "Prints one line 'ready: URL kafka: HOST:PORT' when everything answers; Ctrl-C ends it, data stays."
        })
public final class UpCommand implements Callable<Integer>, Checked {
    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);

    private final Application.Starter starter;
    private final InstanceRegistry registry;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--kafka-port", paramLabel = "N", description = "Port of the embedded broker, 0 for any free one.")
    private Integer kafkaPort;

    @Option(names = "--http-port", paramLabel = "N", description = "Port of the HTTP endpoint, 0 for any free one.")
    private Integer httpPort;

    @Option(names = "--check", description = "Starts, prints the line, and ends: tries settings and data directory.")
    private boolean check;

    @Option(
            names = "--demo",
            description = {
                "Plays a demo too, see delegraph demo --help. When the demo has ended, up goes on.",
                "Without --data it has a directory of its own, yours with -demo behind its name, and any free Kafka port."
            })
    private boolean demo;

    /** Whether the demo has a directory of its own. */
    private boolean separateDemoDirectory;

    @Mixin
    private DemoOptions demoOptions;

    @Spec
    private CommandSpec spec;

    public UpCommand(Application.Starter starter, StateDirectory state) {
        this.starter = starter;
        this.registry = new InstanceRegistry(state);
    }

    @Override
    public void check() {
        checkOptions();
        settings();
    }

    private void checkOptions() {
        if (!demo && demoOptions.given()) {
            throw new ParameterException(
                    spec.commandLine(), "--seed, --rate, --sessions, --for, --speed and --truth belong to --demo");
        }
        demoOptions.settings();
        demoOptions.checkTruth();
    }

    private Settings settings() {
        Map<String, Object> ports = new HashMap<>();
        ports.put("kafka.port", kafkaPort);
        ports.put("http.port", httpPort);
        Settings own = options.settings(ports);
        Settings settings = demo ? options.forDemo(own, ports) : own;
        separateDemoDirectory = !settings.dataDir().equals(own.dataDir());
        return settings;
    }

    @Override
    public Integer call() {
        checkOptions();
        DemoSettings plays = demo ? demoOptions.settings() : null;
        Settings settings = settings();
        Optional<DataDirectory> claimed = DataDirectory.claim(settings.dataDir());
        if (claimed.isEmpty()) {
            return showRunning(settings);
        }
        ShutdownSequence teardown = new ShutdownSequence();
        try (teardown) {
            teardown.installSignalHandler();
            Optional<String> failure = run(settings, plays, teardown.register(claimed.get()), teardown);
            if (failure.isPresent()) {
                throw new CommandException(failure.get());
            }
            return 0;
        } catch (RuntimeException e) {
            if (teardown.signalled()) {
                return 0;
            }
            throw e;
        }
    }

    /** Returns the reason when it ended by itself, empty after a check; a signal ends the process from the shutdown hook. */
    private Optional<String> run(
            Settings configured, @Nullable DemoSettings plays, DataDirectory data, ShutdownSequence teardown) {
        LogFile.open(data.log());
        long begin = System.nanoTime();
        if (!check) {
            teardown.register(registry.addStarting(RunningInstance.starting(configured.dataDir(), plays != null)));
        }
        // found before anything is started; other instances are shown the port
        Settings settings = configured.withHttpPort(new PortCheck(registry.living()).httpPort(configured));
        // each of them leaves its secrets out
        LOG.info(
                "delegraph {} starts on {}: {}, {}, {}, {}",
                Version.number(),
                settings.dataDir(),
                settings.kafka(),
                settings.http(),
                settings.lifecycle(),
                settings.ingest());
        CompletableFuture<String> failed = new CompletableFuture<>();
        String kafka = settings.kafka().bootstrapServers();
        if (kafka == null) {
            BrokerLogin login = BrokerLogin.random();
            EmbeddedBroker broker = teardown.register(EmbeddedBroker.start(
                    data.broker(),
                    settings.kafka().port(),
                    login,
                    Set.of(settings.http().port())));
            broker.fatalError().thenAccept(reason -> failed.complete("the broker gave up: " + reason));
            kafka = broker.bootstrapServers();
            settings = settings.withKafkaProperties(broker.client());
            broker.allowAnonymous(Names.HOOKS, settings.kafka().openReads());
            data.writeLogin(broker, login);
            broker.endHangingTransactions(StaleGroupMembers.applicationId(settings));
            StaleGroupMembers.remove(kafka, settings);
            settings = settings.withHashKey(data.hashKey());
        }
        String clusterId = TopicSetup.ensure(kafka, settings);
        if (plays != null && !check) {
            // the history only needs the topics: it is complete when the application is ready
            startDemo(plays, kafka, settings, teardown);
        }
        Application application = teardown.register(starter.start(settings, new Application.Cluster(kafka, clusterId)));
        application.failed().thenAccept(failed::complete);
        StartProgress.await(application, failed, err());
        RunningInstance running =
                RunningInstance.here("http://" + authority(settings.http()), kafka, settings.dataDir(), plays != null);
        data.writeRunning(running);
        if (!check) {
            teardown.register(registry.add(running));
        }
        LOG.info("ready after {} ms: {}", (System.nanoTime() - begin) / 1_000_000, running.http());
        describe(settings, data);
        out().println(running.line());
        out().flush();
        return check ? Optional.empty() : Optional.of(failed.join() + "; details: " + data.log());
    }

    /** On a thread of its own, so that a failure does not affect the other parts. */
    private void startDemo(DemoSettings plays, String kafka, Settings settings, ShutdownSequence teardown) {
        Thread.ofPlatform().name("demo").daemon().start(() -> {
            String end;
            try {
                end = demoOptions.play(plays, kafka, settings.kafka(), teardown);
            } catch (CommandException e) {
                end = "the demo ended: " + e.getMessage();
            }
            if (!teardown.signalled()) {
                err().println(end);
                err().flush();
            }
        });
    }

    private int showRunning(Settings settings) {
        RunningInstance running = RunningInstance.await(settings.dataDir(), err());
        err().println("already running (pid " + running.pid() + ") on " + settings.dataDir());
        if (demo) {
            err().println("the demo was not started: " + Launcher.command() + " demo --data "
                    + InstanceFinder.quoted(settings.dataDir().toString()) + " plays into what runs");
        }
        out().println(running.line());
        out().flush();
        return 0;
    }

    private void describe(Settings settings, DataDirectory data) {
        err().println("data: " + settings.dataDir() + ", log: " + data.log());
        if (separateDemoDirectory) {
            err().println("the demo has its own data directory; up without --demo shows your sessions");
        } else {
            InstallHint.hint().ifPresent(err()::println);
        }
        settings.securityPolicy()
                .exceptionsEndedBy(System.currentTimeMillis())
                .forEach(exception -> err().println("exception " + exception.id()
                        + " of security-policies.yaml has ended: what it covered is found again"));
        err().println("Ctrl-C or " + Launcher.command() + " stop ends it, the data stays");
        if (!separateDemoDirectory
                && !data.imported()
                && TranscriptDirectory.hasTranscripts(TranscriptDirectory.locate())) {
            err().println("past sessions: " + TranscriptDirectory.locate() + " has transcripts, " + Launcher.command()
                    + " import brings them in");
        }
    }

    private static String authority(Settings.Http http) {
        String host = http.host().contains(":") ? "[" + http.host() + "]" : http.host();
        return host + ":" + http.port();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
