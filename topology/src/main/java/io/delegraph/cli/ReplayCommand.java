package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookFile;
import io.delegraph.tools.replay.HookSender;
import io.delegraph.tools.replay.Pace;
import io.delegraph.tools.replay.Repeats;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends recordings to the raw topic. */
@Command(
        name = "replay",
        description = {
            "Feeds recorded hooks into the raw topic of the Delegraph that runs, as fast as possible or, with --speed, at the recorded pace.",
            "A line is a recording's {\"t\": ms, \"p\": payload, \"m\": agent_meta}, an envelope, or a bare payload. Ids come "
                    + "from the lines: what is replayed twice counts once."
        })
public final class ReplayCommand implements Callable<Integer> {
    private final InstanceFinder finder;

    @Mixin
    private SettingsOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings, also gzipped; - is standard input.")
    private List<String> files;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description = "Sends in a random order; the same SEED gives the same order.")
    private @Nullable Long shuffle;

    @Option(
            names = "--duplicate",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Sends this share of the hooks twice, 0 to 1.")
    private double duplicate;

    @Option(names = "--no-meta", description = "Leaves out what the client noted about its agents (agent_meta).")
    private boolean noMeta;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Keeps the recorded pace of each file, X times as fast (default: as fast as possible).")
    private @Nullable Double speed;

    @Spec
    private CommandSpec spec;

    public ReplayCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public Integer call() {
        Repeats repeats = repeats();
        Pace pace = pace();
        checkFiles();
        Settings settings = options.settings(Map.of());
        InstanceFinder.Broker broker = finder.broker(settings, options.namedData());
        PrintWriter err = spec.commandLine().getErr();
        err.println("replaying into " + broker.words());
        err.flush();
        try (HookSender sender = HookSender.to(broker.bootstrapServers(), settings.kafka())) {
            ReplayProgress progress = new ReplayProgress(sender, err);
            if (shuffle == null) {
                replayInOrder(progress, repeats, pace);
            } else {
                replayShuffled(progress, repeats);
            }
            progress.finish();
            spec.commandLine().getOut().println(progress.line() + broker.look());
            spec.commandLine().getOut().flush();
            return progress.failures() == 0 ? 0 : 1;
        } catch (HookSender.BrokerUnavailableException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private void replayInOrder(ReplayProgress progress, Repeats repeats, @Nullable Pace pace) {
        Repeats.Chooser chooser = repeats.chooser();
        for (String file : files) {
            Pace own = pace == null ? null : pace.anew();
            read(file, progress, (place, hook) -> {
                if (own != null) {
                    own.await(hook.at());
                }
                progress.send(place, hook);
                if (chooser.repeated()) {
                    progress.repeat(place, hook);
                }
            });
        }
    }

    private void replayShuffled(ReplayProgress progress, Repeats repeats) {
        record Placed(HookFile.LineLocation place, Hook hook) {}
        List<Placed> all = new ArrayList<>();
        files.forEach(file -> read(file, progress, (place, hook) -> all.add(new Placed(place, hook))));
        Set<HookFile.LineLocation> sent = new HashSet<>();
        for (Placed placed : repeats.shuffled(all)) {
            if (sent.add(placed.place)) {
                progress.send(placed.place, placed.hook);
            } else {
                progress.repeat(placed.place, placed.hook);
            }
        }
    }

    private interface LocatedHookConsumer {
        void take(HookFile.LineLocation place, Hook hook);
    }

    private void read(String file, ReplayProgress progress, LocatedHookConsumer each) {
        try {
            new HookFile(file).read(!noMeta, new HookFile.HookReceiver() {
                @Override
                public void hook(HookFile.LineLocation place, Hook hook) {
                    each.take(place, hook);
                }

                @Override
                public void bad(HookFile.LineLocation place, @Nullable String reason) {
                    progress.bad(place, reason);
                }
            });
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Checks before anything is sent. */
    private void checkFiles() {
        for (String file : files) {
            if (!file.equals("-") && !Files.isReadable(Path.of(file))) {
                throw new CommandException(file + " cannot be read");
            }
            if (Files.isDirectory(Path.of(file))) {
                throw new CommandException(file + " is a directory: name its files, for example " + file + "/*.jsonl");
            }
        }
    }

    private Repeats repeats() {
        try {
            return new Repeats(duplicate, shuffle == null ? 0 : shuffle);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--duplicate: " + e.getMessage());
        }
    }

    private @Nullable Pace pace() {
        if (speed != null && shuffle != null) {
            throw new ParameterException(
                    spec.commandLine(), "--speed keeps the order of the recording, --shuffle does not: choose one");
        }
        try {
            return speed == null ? null : new Pace(speed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--speed: " + e.getMessage());
        }
    }
}
