package io.delegraph.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Properties of the launcher, from system properties; empty when Java was called directly. */
final class Launcher {
    private Launcher() {}

    /** The directory of the installation: config/, deploy/. */
    static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("delegraph.home")).map(Path::of);
    }

    /** How Delegraph was called, for naming other commands. */
    static String command() {
        return System.getProperty("delegraph.command", "./delegraph");
    }
}
