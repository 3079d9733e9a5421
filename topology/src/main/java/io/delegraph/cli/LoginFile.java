package io.delegraph.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How those who may read the data directory log in to its broker, while it runs: {@code kafka.properties} for Kafka's own tools
 * ({@code --command-config}) and for other commands, {@code kcat.conf} for {@code kcat -F}.
 */
final class LoginFile {
    private static final String JAVA = "kafka.properties";
    private static final String KCAT = "kcat.conf";
    private static final String JAAS = "sasl.jaas.config";

    private LoginFile() {}

    /** Writes both, {@code client} as Kafka's clients take it; the directory is its owner's alone. */
    static void write(Path dataDir, Map<String, String> client, String user, String password) throws IOException {
        Map<String, String> kcat = new TreeMap<>(client);
        kcat.remove(JAAS);
        kcat.put("sasl.username", user);
        kcat.put("sasl.password", password);
        replace(dataDir.resolve(JAVA), new TreeMap<>(client));
        replace(dataDir.resolve(KCAT), kcat);
    }

    /** Without a comment or an escape, so that both take it. */
    private static void replace(Path file, Map<String, String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Files.createFile(
                next,
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0]);
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As it was written last; empty where nothing was, and for who may not read it. */
    static Map<String, String> read(Path dataDir) {
        Map<String, String> client = new HashMap<>();
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(dataDir.resolve(JAVA))));
            properties.forEach((key, value) -> client.put(key.toString(), value.toString()));
        } catch (IOException e) {
            // it goes without: what is not open to everybody will be refused
        }
        return client;
    }

    static void delete(Path dataDir) throws IOException {
        Files.deleteIfExists(dataDir.resolve(JAVA));
        Files.deleteIfExists(dataDir.resolve(KCAT));
    }
}
