package io.delegraph.cli;

import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookFile;
import io.delegraph.tools.replay.LineFile;
import io.delegraph.transcript.ImportReport;
import io.delegraph.transcript.TranscriptReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sessions in files: recordings of hooks, and the client's transcripts, told apart by their first line. */
final class SessionFiles {
    private final List<Path> recordings = new ArrayList<>();
    private final List<Path> transcripts = new ArrayList<>();

    /** Takes a hook's envelope and when it arrived, epoch ms. */
    interface EnvelopeReceiver {
        void hook(String envelope, long arrivedAt);
    }

    /** Takes a file of a transcript, whose lines were read. */
    interface TranscriptReceiver {
        void read(Path file, @Nullable String agentId) throws IOException;
    }

    /**
     * Of files and directories that were named.
     *
     * @throws CommandException when one of them cannot be read, or when none has a session
     */
    static SessionFiles find(List<Path> named) {
        SessionFiles found = new SessionFiles();
        for (Path path : named) {
            if (!Files.isReadable(path)) {
                throw new CommandException(path + (Files.exists(path) ? " cannot be read" : " does not exist"));
            }
            try (Stream<Path> files = Files.walk(path)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*\\.jsonl(?:\\.gz)?"))
                        .sorted()
                        .forEach(file -> (isRecording(file) ? found.recordings : found.transcripts).add(file));
            } catch (IOException e) {
                throw new CommandException(path + " cannot be read: " + e.getMessage(), e);
            }
        }
        if (found.recordings.isEmpty() && found.transcripts.isEmpty()) {
            throw new CommandException("no recording and no transcript (*.jsonl, *.jsonl.gz) in " + named);
        }
        return found;
    }

    int recordings() {
        return recordings.size();
    }

    int transcripts() {
        return transcripts.size();
    }

    /** Reads all of them. */
    void read(ImportReport report, EnvelopeReceiver receiver) {
        readRecordings(recordings, receiver);
        if (!transcripts.isEmpty()) {
            readTranscripts(transcripts, report, (file, agentId) -> {}, receiver);
        }
    }

    /** The hooks of all these recordings, in the order of their times. */
    static void readRecordings(List<Path> recordings, EnvelopeReceiver receiver) {
        List<Hook> hooks = new ArrayList<>();
        recordings.forEach(file -> record(file, hooks));
        hooks.sort(Comparator.comparing(Hook::firedAt));
        hooks.forEach(hook -> receiver.hook(hook.envelope(), hook.firedAt()));
    }

    /** The hooks that the client would have sent in the sessions of these transcripts, files or directories; they arrive now. */
    static void readTranscripts(
            List<Path> named, ImportReport report, TranscriptReceiver files, EnvelopeReceiver receiver) {
        long now = System.currentTimeMillis();
        for (TranscriptFiles.Transcript transcript : new TranscriptFiles(report).find(named)) {
            TranscriptReader reader = new TranscriptReader(
                    transcript.agentId(),
                    transcript.beside(),
                    transcript.copies(),
                    now,
                    report,
                    hook -> receiver.hook(hook.envelope(), now));
            for (Path file : transcript.files()) {
                try {
                    new LineFile(file.toString()).read((number, line) -> {
                        var unused = reader.line(line);
                    });
                    files.read(file, transcript.agentId());
                } catch (IOException e) {
                    throw new CommandException(file + " cannot be read: " + e.getMessage(), e);
                }
            }
            reader.end();
        }
    }

    private static void record(Path file, List<Hook> hooks) {
        try {
            new HookFile(file.toString()).read(true, new HookFile.HookReceiver() {
                @Override
                public void hook(HookFile.LineLocation place, Hook hook) {
                    if (hook.at() == null) {
                        throw new CommandException(place + " lacks the time of the hook");
                    }
                    hooks.add(hook);
                }

                @Override
                public void bad(HookFile.LineLocation place, @Nullable String reason) {
                    throw new CommandException(place + " is no hook: " + reason);
                }
            });
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A recording's line has the payload of a hook, a transcript's has none. */
    private static boolean isRecording(Path file) {
        AtomicBoolean recording = new AtomicBoolean();
        try {
            new LineFile(file.toString()).read((number, line) -> {
                if (number == 1) {
                    recording.set(line.contains("\"hook_event_name\""));
                }
            });
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage(), e);
        }
        return recording.get();
    }
}
