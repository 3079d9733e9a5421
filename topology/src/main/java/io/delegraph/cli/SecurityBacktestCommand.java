package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.lifecycle.Policies;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.security.PolicyComparison;
import io.delegraph.tools.security.SecurityCheck;
import io.delegraph.transcript.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the findings of past sessions under the policy that is in force with those under another one. */
@Command(
        name = "backtest",
        description = {
            "Judges past sessions by the security policy of the configuration and by another one, and prints what would differ: by rule "
                    + "and severity the findings that are added, gone, suppressed, open again, more or less severe, and unchanged.",
            "Reads the topic agent.events, or with --from recordings and transcripts; changes nothing.",
            "Exit code 1 when something that is open under FILE, and was not or was less severe, is as severe as --fail-on."
        })
final class SecurityBacktestCommand implements Callable<Integer> {
    private final InstanceFinder finder;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The other policy, in the format of config/security-policies.yaml.")
    private Path policy;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client properties: TLS, SASL and so on.")
    private @Nullable Path clientConfig;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "Only sessions with events since: 2026-01-31, 2026-01-31T08:00:00Z, 7d or 12h (back from now).")
    private @Nullable String since;

    @Option(
            names = "--from",
            paramLabel = "FILE|DIR",
            description =
                    "Recordings of hooks and transcripts of Claude Code (*.jsonl, also gzipped) in place of the topic; repeatable.")
    private List<Path> files = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description = "low, medium, high or critical (default: ${DEFAULT-VALUE}).")
    private Severity failOn;

    @Option(names = "--json", description = "Prints a JSON object with the counts and the changed findings.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    SecurityBacktestCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public Integer call() {
        Instant from = since();
        if (!Files.isRegularFile(policy)) {
            throw new CommandException("--policy " + policy + ": there is no such file");
        }
        Settings settings = options.settings(Map.of());
        SecurityPolicy other = Settings.securityPolicy(policy);
        PolicyComparison comparison = new PolicyComparison(settings.securityPolicy(), other);
        Policies policies = DelegraphTopology.policies(settings);
        int sessions =
                files.isEmpty() ? replay(settings, policies, from, comparison) : read(files, policies, comparison);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            BacktestReport.Json report =
                    BacktestReport.Json.of(settings.securityPolicy().version(), other.version(), sessions, comparison);
            out.println(new String(Json.write(report), StandardCharsets.UTF_8));
        } else {
            BacktestReport.lines(comparison).forEach(out::println);
        }
        out.flush();
        say(BacktestReport.summary(comparison));
        Severity worst = comparison.worst();
        return worst != null && worst.compareTo(failOn) >= 0 ? 1 : 0;
    }

    /** Returns the number of sessions. */
    private int replay(Settings settings, Policies policies, @Nullable Instant from, PolicyComparison comparison) {
        long startedAt = System.nanoTime();
        KafkaSource source = KafkaSource.find(finder, settings, options.namedData());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(source.properties(clientConfig))) {
            // each is read twice
            TopicReader topic = new TopicReader(
                    consumer, Names.EVENTS, read -> say(String.format(Locale.ROOT, "%,d records read", read)));
            say(String.format(Locale.ROOT, "%,d records, to be read twice", topic.length()));
            EventReplay replay = new EventReplay(topic, policies, from);
            replay.run(comparison::add);
            report(replay, (System.nanoTime() - startedAt) / 1e9);
            return replay.sessions();
        } catch (KafkaException | TopicReader.UnreadableTopicException e) {
            throw new CommandException(source.unreadable(Names.EVENTS, e), e);
        } catch (IOException e) {
            throw new CommandException(clientConfig + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void report(EventReplay replay, double seconds) {
        say(String.format(
                Locale.ROOT,
                "%,d events of %,d sessions in %.1f s, %,.0f events/s",
                replay.events(),
                replay.sessions(),
                seconds,
                replay.events() / seconds));
        if (replay.cut() > 0) {
            say(replay.cut() + " sessions were judged by their beginning, because too many were open at the same time");
        }
        if (replay.unreadable() > 0) {
            say(replay.unreadable() + " records are no events");
        }
    }

    /** Returns the number of sessions. */
    private int read(List<Path> named, Policies policies, PolicyComparison comparison) {
        SecurityCheck check = new SecurityCheck(policies);
        SessionFiles.find(named).read(new ImportReport(), check::add);
        check.compare(comparison, System.currentTimeMillis());
        return check.sessions();
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private @Nullable Instant since() {
        if (since != null && !files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--since selects sessions of the topic: leave it out with --from");
        }
        try {
            return since == null ? null : TimeArgument.parse(since, Instant.now());
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since: " + since + " is not a time; try 2026-01-31, 2026-01-31T08:00:00Z, 7d or 12h");
        }
    }
}
