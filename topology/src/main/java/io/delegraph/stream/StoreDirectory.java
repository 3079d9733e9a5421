package io.delegraph.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores on disk, and whether the process that used them last closed them. Under exactly-once Kafka Streams uses only stores that were
 * closed. Those of a killed process it opens twice, finds that out, deletes them and restores them from their changelogs; that takes
 * seconds, so they are deleted before it starts.
 */
final class StoreDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDirectory.class);

    /** A file that is there only while the stores are closed. */
    private static final String CLOSED = "closed";

    /** Kafka Streams' name of a task, which is that of its directory: sub-topology and partition. */
    private static final String TASK = "\\d+_\\d+";

    private final Path directory;

    /** {@code directory}: the application's own, below the state directory. */
    StoreDirectory(Path directory) {
        this.directory = directory;
    }

    /** To be called before the stores are opened: deletes those that were not closed. What cannot be deleted is left to Kafka Streams. */
    void open() {
        try {
            if (Files.deleteIfExists(directory.resolve(CLOSED))) {
                return;
            }
            List<Path> tasks = tasks();
            for (Path task : tasks) {
                delete(task);
            }
            if (!tasks.isEmpty()) {
                LOG.info(
                        "the stores of {} tasks were not closed: they are restored from their changelogs",
                        tasks.size());
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("stores that were not closed cannot be deleted in {}: {}", directory, e.toString());
        }
    }

    /** To be called after the stores were closed. */
    void close() {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(CLOSED), new byte[0]);
        } catch (IOException e) {
            LOG.warn("the next start restores all stores: {} cannot be written: {}", directory, e.toString());
        }
    }

    private List<Path> tasks() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(TASK))
                    .toList();
        }
    }

    private static void delete(Path task) throws IOException {
        try (Stream<Path> inside = Files.walk(task)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
