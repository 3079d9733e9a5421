package io.delegraph.cli;

import io.delegraph.schemas.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Delegraph that runs and where it answers; other commands find it by this. It stands in its data directory, and in the list of the
 * user's instances ({@link InstanceRegistry}). While it starts it is only in that list, and answers nowhere.
 *
 * @param processStartedAt epoch ms; tells its process from a later one with the same pid; null where the system does not say
 * @param http URL; empty while it starts
 * @param kafka bootstrap servers; empty while it starts
 * @param dataDir absolute
 * @param startedAt when it was ready, while it starts when it began, epoch ms
 * @param demo whether it plays a demo
 */
record RunningInstance(
        long pid,
        @Nullable Long processStartedAt,
        String http,
        String kafka,
        String dataDir,
        String version,
        long startedAt,
        boolean demo) {
    private static final String FILE = "running.json";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    /** The start of a process is computed from the machine's own, which moves when the clock is set. */
    private static final long CLOCK_TOLERANCE_MS = 10_000;

    /** This process. */
    static RunningInstance here(String http, String kafka, Path dataDir, boolean demo) {
        ProcessHandle process = ProcessHandle.current();
        return new RunningInstance(
                process.pid(),
                startOf(process).orElse(null),
                http,
                kafka,
                dataDir.toString(),
                Version.number(),
                System.currentTimeMillis(),
                demo);
    }

    /** This process before it is ready. */
    static RunningInstance starting(Path dataDir, boolean demo) {
        return here("", "", dataDir, demo);
    }

    /** Empty when no living process has written it. */
    static Optional<RunningInstance> on(Path dataDir) {
        return read(dataDir.resolve(FILE)).filter(running -> running.process().isPresent());
    }

    /** Empty when there is no such file, or it is no description of an instance. */
    static Optional<RunningInstance> read(Path file) {
        try {
            RunningInstance running = Json.read(Files.readAllBytes(file), RunningInstance.class);
            boolean complete = running.http != null && running.kafka != null && running.dataDir != null;
            return complete ? Optional.of(running) : Optional.empty();
        } catch (IOException | Json.MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** Its process; empty when that has ended. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> processStartedAt == null
                        || startOf(process)
                                .map(at -> Math.abs(at - processStartedAt) < CLOCK_TOLERANCE_MS)
                                .orElse(true));
    }

    private static Optional<Long> startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }

    /**
     * The one on a data directory, once the process that has the directory is ready.
     *
     * @throws CommandException when it does not become ready
     */
    static RunningInstance await(Path dataDir, PrintWriter err) {
        long giveUp = System.nanoTime() + START.toNanos();
        Optional<RunningInstance> running = on(dataDir);
        if (running.isEmpty()) {
            err.println("another process is starting on " + dataDir + ", waiting for it");
            err.flush();
        }
        while (running.isEmpty() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(POLL.toNanos());
            running = on(dataDir);
        }
        return running.orElseThrow(() -> new CommandException("the data directory " + dataDir
                + " is in use by another process that does not get ready: end it, or choose another with --data"));
    }

    /** Into its data directory. */
    void write() throws IOException {
        writeTo(Path.of(dataDir).resolve(FILE));
    }

    /** At once or not at all: a reader never sees half of it. */
    void writeTo(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, Json.write(this));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path dataDir) throws IOException {
        Files.deleteIfExists(dataDir.resolve(FILE));
    }

    /** Where its log is. */
    Path log() {
        return DataDirectory.log(Path.of(dataDir));
    }

    /** The line that scripts wait for. */
    String line() {
        return "ready: " + http + " kafka: " + kafka;
    }
}
