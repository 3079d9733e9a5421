package io.delegraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key of the embedded broker's hashes: created once, kept as long as the data. */
final class HashKey {
    private static final int BYTES = 32;

    private HashKey() {}

    /** The key in {@code file}, readable only by the owner of its directory; created when missing. */
    static String in(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                Files.writeString(
                        file, HexFormat.of().formatHex(key), StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
            }
            String key = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (key.length() != 2 * BYTES) {
                throw new CommandException(
                        file + " is not a valid key: delete it; files and results seen before are then"
                                + " not recognised again");
            }
            return key;
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read or written (" + e.getMessage() + ")", e);
        }
    }
}
