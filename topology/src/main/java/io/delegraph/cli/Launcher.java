package io.delegraph.cli;

import java.nio.file.Path;
import java.util.Optional;

/** What the launcher says of itself, in system properties; nothing when Java was called directly. */
final class Launcher {
    private Launcher() {}

    /** Delegraph's own directory: config/, deploy/. */
    static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("delegraph.home")).map(Path::of);
    }

    /** How Delegraph was called, to name other commands in the same words. */
    static String command() {
        return System.getProperty("delegraph.command", "./delegraph");
    }
}
