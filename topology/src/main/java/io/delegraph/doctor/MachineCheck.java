package io.delegraph.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Checks this machine: Java, kcat, disk space. */
final class MachineCheck {
    /** Free space below which a broker's log and the state stores of some busy days do not fit. */
    private static final long MIN_FREE_BYTES = 1L << 30;

    private MachineCheck() {}

    static List<Finding> check(Path dataDir, boolean kcatWanted) {
        return List.of(
                Finding.ok("java", Runtime.version() + " in " + System.getProperty("java.home")),
                kcat(kcatWanted),
                disk(dataDir));
    }

    /** Finds a program on the PATH. */
    static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private static Finding kcat(boolean wanted) {
        Optional<Path> kcat = program("kcat").or(() -> program("kafkacat"));
        if (kcat.isPresent()) {
            return Finding.ok("kcat", kcat.get().toString());
        }
        return wanted
                ? Finding.todo(
                        "kcat",
                        "is not on the PATH, and the installed hooks run it",
                        "install it (apt-get install kcat, brew install kcat)")
                : Finding.note("kcat", "is not on the PATH: the hook script sends over HTTP then");
    }

    private static Finding disk(Path dataDir) {
        Path existing = dataDir;
        while (!Files.exists(existing)) {
            existing =
                    Objects.requireNonNull(existing.getParent(), "the data directory is absolute, and its root exists");
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String says = String.format(Locale.ROOT, "%,.1f GB free for %s", free / 1e9, dataDir);
            return free < MIN_FREE_BYTES
                    ? Finding.todo("disk", says, "make room, or choose another place with --data")
                    : Finding.ok("disk", says);
        } catch (IOException e) {
            return Finding.todo("disk", "cannot be asked: " + e.getMessage(), "look at " + existing);
        }
    }
}
