package io.delegraph.cli;

import io.delegraph.broker.BrokerLogin;
import io.delegraph.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of all data, owned by one process at a time.
 *
 * <pre>
 * delegraph.lock   locked while running; it marks a directory of Delegraph
 * running.json     process and addresses, while running
 * kafka.properties with kcat.conf: the login for the embedded broker, while running
 * broker/          the embedded broker's logs
 * streams/         state stores, by cluster
 * hash.key         of the embedded broker's topics, see ingest.hash-key
 * imported         exists after an import of the history
 * delegraph.log    warnings of libraries
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "delegraph.lock";
    private static final String IMPORTED = "imported";
    private static final String HASH_KEY = "hash.key";

    /** A directory that new file systems contain. */
    private static final String FILE_SYSTEM_OWN = "lost+found";

    private final Path dir;
    private final FileChannel channel;

    private DataDirectory(Path dir, FileChannel channel) {
        this.dir = dir;
        this.channel = channel;
    }

    /**
     * Creates the directory when it is missing and claims it for this process; empty when another process owns it.
     *
     * @throws CommandException when it contains other data or is not writable
     */
    static Optional<DataDirectory> claim(Path dir) {
        try {
            prepare(dir);
            FileChannel channel =
                    FileChannel.open(dir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(channel)) {
                channel.close();
                return Optional.empty();
            }
            RunningInstance.delete(dir);
            return Optional.of(new DataDirectory(dir, channel));
        } catch (IOException e) {
            throw new CommandException(
                    "the data directory " + dir + " cannot be written (" + reason(dir, e)
                            + "): choose another with --data",
                    e);
        }
    }

    /** Whether the client's history was imported into this directory. */
    boolean imported() {
        return Files.exists(dir.resolve(IMPORTED));
    }

    /** Records an import; does nothing without a data directory. */
    static void markImported(Path dir) {
        try {
            if (Files.exists(dir.resolve(LOCK)) && !Files.exists(dir.resolve(IMPORTED))) {
                Files.createFile(dir.resolve(IMPORTED));
            }
        } catch (IOException e) {
            // 'up' will mention the history once more, with no other effect
        }
    }

    Path broker() {
        return dir.resolve("broker");
    }

    Path log() {
        return log(dir);
    }

    static Path log(Path dir) {
        return dir.resolve("delegraph.log");
    }

    /** The key of the hashes of file paths and texts. */
    String hashKey() {
        return HashKey.in(dir.resolve(HASH_KEY));
    }

    void writeRunning(RunningInstance running) {
        try {
            running.write();
        } catch (IOException e) {
            throw new CommandException("the data directory " + dir + " cannot be written (" + reason(dir, e) + ")", e);
        }
    }

    /** Writes the login for the broker, for other commands of the same user. */
    void writeLogin(EmbeddedBroker broker, BrokerLogin login) {
        try {
            LoginFile.write(dir, broker.client(), BrokerLogin.USER, login.password());
        } catch (IOException e) {
            throw new CommandException("the data directory " + dir + " cannot be written (" + reason(dir, e) + ")", e);
        }
    }

    /** Releases the directory. */
    @Override
    public void close() throws IOException {
        RunningInstance.delete(dir);
        LoginFile.delete(dir);
        channel.close();
    }

    private static void prepare(Path dir) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
        if (!Files.exists(dir)) {
            Files.createDirectories(
                    dir,
                    posix
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
                            : new FileAttribute<?>[0]);
        } else if (!Files.isDirectory(dir)) {
            throw new CommandException("the data directory " + dir + " is a file: choose another with --data");
        } else if (!Files.exists(dir.resolve(LOCK)) && holdsSomething(dir)) {
            throw new CommandException(
                    "the data directory " + dir + " is not empty and not Delegraph's: choose another with --data");
        } else if (posix
                && Files.isWritable(dir)
                && Files.getOwner(dir).getName().equals(System.getProperty("user.name"))) {
            Files.setPosixFilePermissions(dir, owner);
        }
    }

    private static boolean holdsSomething(Path dir) throws IOException {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.anyMatch(entry -> !entry.endsWith(FILE_SYSTEM_OWN));
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String reason(Path dir, IOException e) {
        return e.getMessage() == null || e.getMessage().startsWith(dir.toString())
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}
