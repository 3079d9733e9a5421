package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The addresses of the instance on a data directory, through which other commands find it.
 *
 * @param http URL
 * @param kafka bootstrap servers
 */
record RunningInstance(long pid, String http, String kafka) {
    private static final String FILE = "running.json";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Empty when no living process wrote it. */
    static Optional<RunningInstance> on(Path dataDir) {
        try {
            RunningInstance running = Json.read(Files.readAllBytes(dataDir.resolve(FILE)), RunningInstance.class);
            return ProcessHandle.of(running.pid).map(process -> running);
        } catch (IOException | Json.MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /**
     * The address of Kafka: the configured cluster, else that of the instance on the data directory, else the one that a new instance would
     * use.
     */
    static String kafka(Settings settings) {
        String given = settings.kafka().bootstrapServers();
        return given != null
                ? given
                : on(settings.dataDir())
                        .map(RunningInstance::kafka)
                        .orElse("127.0.0.1:" + settings.kafka().port());
    }

    /**
     * The same, once the process that owns the data directory is ready.
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

    /** Writes atomically: a reader never sees a partial file. */
    void write(Path dataDir) throws IOException {
        Path next = dataDir.resolve(FILE + ".next");
        Files.write(next, Json.write(this));
        Files.move(next, dataDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path dataDir) throws IOException {
        Files.deleteIfExists(dataDir.resolve(FILE));
    }

    /** The line that scripts wait for. */
    String line() {
        return "ready: " + http + " kafka: " + kafka;
    }
}
