package io.delegraph.cli;

import io.delegraph.cli.terminal.ImportProgress;
import io.delegraph.config.Settings;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookSender;
import io.delegraph.tools.replay.LineFile;
import io.delegraph.transcript.ImportReport;
import io.delegraph.transcript.TranscriptHook;
import io.delegraph.transcript.TranscriptReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports past sessions from their transcripts. */
@Command(
        name = "import",
        description = {
            "Reads transcripts of past sessions and sends what their hooks would have said, with the original times, to the Delegraph "
                    + "that runs.",
            "What is imported twice, or was seen by hooks too, counts once."
        })
public final class ImportCommand implements Callable<Integer> {
    private final InstanceFinder finder;

    @Mixin
    private SettingsOptions options;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR|FILE",
            description = "Transcripts (.jsonl, also gzipped) or directories of them (default: ~/.claude/projects).")
    private @Nullable List<Path> named;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "Only sessions that were written to since: 2026-01-31, 2026-01-31T08:00:00Z, 7d or 12h (back from now).")
    private @Nullable String since;

    @Option(names = "--dry-run", description = "Reads and reports, sends nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    private final ImportReport report = new ImportReport();
    private volatile boolean failed;
    private final AtomicReference<Exception> brokerFailure = new AtomicReference<>();

    public ImportCommand(StateDirectory state) {
        this.finder = new InstanceFinder(state);
    }

    @Override
    public Integer call() {
        long startedAt = System.nanoTime();
        Instant now = Instant.now();
        Instant from = TimeArgument.since(spec.commandLine(), since, now);
        Settings settings = options.settings(Map.of());
        List<Path> places = named == null ? List.of(TranscriptDirectory.locate()) : named;
        InstanceFinder.@Nullable Broker broker = dryRun ? null : finder.broker(settings, options.namedData());
        say("looking for transcripts in "
                + places.stream().map(Path::toString).collect(Collectors.joining(", "))
                + (broker == null ? "; nothing will be sent (--dry-run)" : ", to import them into " + broker.words()));
        TranscriptFiles files = new TranscriptFiles(report);
        List<TranscriptFiles.Transcript> transcripts = files.modifiedSince(files.find(places), from);
        int count = transcripts.stream().mapToInt(it -> it.files().size()).sum();
        say(String.format(
                Locale.ROOT,
                "reading %,d %s, %,.1f MB",
                count,
                count == 1 ? "transcript" : "transcripts",
                bytes(transcripts) / 1e6));
        if (broker == null) {
            read(transcripts, now, hook -> {});
        } else {
            send(transcripts, now, broker, settings);
        }
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        out.printf(
                Locale.ROOT,
                "%s in %.1f s, %,.0f entries/s%n",
                dryRun ? "nothing sent (--dry-run), read" : "imported",
                seconds,
                report.entries() / seconds);
        if (broker != null && broker.instance() != null) {
            out.println("Delegraph shows them as it reads them: "
                    + broker.instance().http());
        }
        out.flush();
        return failed ? 1 : 0;
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void send(
            List<TranscriptFiles.Transcript> transcripts,
            Instant now,
            InstanceFinder.Broker broker,
            Settings settings) {
        try (HookSender sender = HookSender.to(broker.bootstrapServers(), settings.kafka())) {
            read(transcripts, now, hook -> {
                checkGone();
                sender.send(new Hook(hook.id(), hook.sessionId(), hook.at(), hook.envelope()), e -> failed(hook, e));
            });
            sender.flush();
            checkGone();
            if (named == null && broker.instance() != null) {
                DataDirectory.markImported(Path.of(broker.instance().dataDir()));
            }
        } catch (HookSender.BrokerUnavailableException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private void failed(TranscriptHook hook, Exception failure) {
        if (failure instanceof TimeoutException) {
            brokerFailure.set(failure);
        } else {
            failed = true;
            report.bad("session " + hook.sessionId() + " " + hook.id(), failure.getMessage());
        }
    }

    private void checkGone() {
        Exception failure = brokerFailure.get();
        if (failure != null) {
            throw new CommandException("the broker no longer answers: " + failure.getMessage(), failure);
        }
    }

    private void read(List<TranscriptFiles.Transcript> transcripts, Instant now, Consumer<TranscriptHook> hooks) {
        ImportProgress progress = new ImportProgress(spec.commandLine().getErr(), bytes(transcripts));
        for (TranscriptFiles.Transcript it : transcripts) {
            TranscriptReader reader =
                    new TranscriptReader(it.agentId(), it.beside(), it.copies(), now.toEpochMilli(), report, hooks);
            it.files().forEach(file -> read(file, reader, progress));
            // also of a file that broke off: what was read of it counts
            reader.end();
        }
        progress.clear();
    }

    private void read(Path file, TranscriptReader reader, ImportProgress progress) {
        try {
            new LineFile(file.toString())
                    .read(
                            (number, line) -> {
                                String bad = reader.line(line);
                                if (bad != null) {
                                    report.bad(file + ":" + number, bad);
                                }
                            },
                            bytes -> progress.read(bytes, report.entries()));
        } catch (IOException e) {
            failed = true;
            report.bad(file.toString(), "cannot be read: " + e.getMessage());
        }
        report.file();
    }

    private static long bytes(List<TranscriptFiles.Transcript> transcripts) {
        return transcripts.stream()
                .flatMap(it -> it.files().stream())
                .mapToLong(ImportCommand::size)
                .sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
