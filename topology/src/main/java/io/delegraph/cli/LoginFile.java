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
 * Files with the login for the running broker, for users who may read the data directory: {@code kafka.properties} for Kafka's own tools
 * ({@code --command-config}) and for other commands, {@code kcat.conf} for {@code kcat -F}.
 */
final class LoginFile {
    private static final String JAVA = "kafka.properties";
    private static final String KCAT = "kcat.conf";
    private static final String JAAS = "sasl.jaas.config";

    private LoginFile() {}

    /** Writes both files from {@code client}, the properties of Kafka's clients; only the owner can read the directory. */
    static void write(Path dataDir, Map<String, String> client, String user, String password) throws IOException {
        Map<String, String> kcat = new TreeMap<>(client);
        kcat.remove(JAAS);
        kcat.put("sasl.username", user);
        kcat.put("sasl.password", password);
        replace(dataDir.resolve(JAVA), new TreeMap<>(client));
        replace(dataDir.resolve(KCAT), kcat);
    }

    /** Writes no comments or escapes, so that both programs can read it. */
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

    /** The properties last written; empty when there are none, or they are not readable. */
    static Map<String, String> read(Path dataDir) {
        Map<String, String> client = new HashMap<>();
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(dataDir.resolve(JAVA))));
            properties.forEach((key, value) -> client.put(key.toString(), value.toString()));
        } catch (IOException e) {
            // without a login: protected operations will be rejected
        }
        return client;
    }

    static void delete(Path dataDir) throws IOException {
        Files.deleteIfExists(dataDir.resolve(JAVA));
        Files.deleteIfExists(dataDir.resolve(KCAT));
    }
}
