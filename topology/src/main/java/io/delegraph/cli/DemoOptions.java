package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.config.Units;
import io.delegraph.tools.demo.DemoRun;
import io.delegraph.tools.demo.DemoSchedule;
import io.delegraph.tools.demo.DemoSettings;
import io.delegraph.tools.demo.truth.TruthFile;
import io.delegraph.tools.replay.HookSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The demo's options in {@code demo} and {@code up --demo}: a mixin. */
final class DemoOptions {
    private static final long DEFAULT_SEED = 1;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Demo: the same seed plays the same sessions (default: 1).")
    private @Nullable Long seed;

    @Option(names = "--rate", paramLabel = "N", description = "Demo: sessions that begin per minute (default: 1).")
    private @Nullable Double rate;

    @Option(names = "--sessions", paramLabel = "N", description = "Demo: ends after N sessions.")
    private Integer sessions;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Demo: ends after this time, for example 90s or 10m, even within a session.")
    private @Nullable String playFor;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Demo: X times as fast as real time, 0.1 to 100 (default: 1).")
    private @Nullable Double speed;

    @Option(
            names = "--incidents",
            paramLabel = "SHARE",
            description =
                    "Demo: this share of the sessions, 0 to 1, has a security incident or honest work that looks like one "
                            + "(default: 0).")
    private @Nullable Double incidents;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "Demo: writes what is true of its sessions to this file (JSON Lines), before their hooks are sent.")
    private @Nullable Path truth;

    /** Whether any of these options was given. */
    boolean given() {
        return Stream.of(seed, rate, sessions, playFor, speed, incidents, truth).anyMatch(Objects::nonNull);
    }

    DemoSettings settings() {
        try {
            return new DemoSettings(
                    seed == null ? DEFAULT_SEED : seed,
                    rate == null ? DemoSettings.DEFAULT_RATE : rate,
                    sessions,
                    speed == null ? 1 : speed,
                    incidents == null ? 0 : incidents,
                    duration());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private @Nullable Duration duration() {
        if (playFor == null) {
            return null;
        }
        return Units.duration(playFor)
                .orElseThrow(() ->
                        new IllegalArgumentException("--for wants a duration such as 90s or 10m, not " + playFor));
    }

    /** Fails when the file of the truth cannot be where it is to be; opens nothing. */
    void checkTruth() {
        if (truth == null) {
            return;
        }
        Path directory = truth.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandException("--truth " + truth + " cannot be written: its directory does not exist");
        }
        if (Files.isDirectory(truth)) {
            throw new CommandException("--truth " + truth + " cannot be written: it is a directory");
        }
    }

    /** The file of the truth, opened. */
    private TruthFile truth() {
        try {
            return TruthFile.writing(truth);
        } catch (IOException e) {
            throw new CommandException("--truth " + truth + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Plays until the demo ends or {@code teardown} closes it.
     *
     * @return the message at the end
     * @throws CommandException when no broker is available, or the demo cannot go on
     */
    String play(DemoSettings demo, String bootstrapServers, Settings.Kafka kafka, ShutdownSequence teardown) {
        TruthFile file = teardown.register(truth());
        try {
            HookSender sender = teardown.register(HookSender.to(bootstrapServers, kafka));
            DemoRun run = new DemoRun(new DemoSchedule(demo, System.currentTimeMillis()), sender, file);
            teardown.register(run);
            spec.commandLine().getErr().println(line(demo));
            spec.commandLine().getErr().flush();
            return String.format(Locale.ROOT, "demo: over, %,d hooks sent", run.play());
        } catch (HookSender.BrokerUnavailableException | DemoRun.DemoException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static String line(DemoSettings demo) {
        return "demo: playing simulated sessions (source demo), seed " + demo.seed()
                + ", the first half hour at once; Ctrl-C ends it";
    }
}
