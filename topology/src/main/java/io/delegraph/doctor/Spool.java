package io.delegraph.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The hook script's directory of undelivered events. */
final class Spool {
    /** A working spool empties within a second; older events are stuck. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private final Path directory;

    Spool(Path directory) {
        this.directory = directory;
    }

    /** The script's spool directory by the same settings. */
    static Spool of(HookScriptSettings settings) {
        String configured = settings.get("DELEGRAPH_SPOOL");
        if (configured != null) {
            return new Spool(Path.of(configured));
        }
        String state = settings.get("XDG_STATE_HOME");
        Path base = state == null ? settings.home().resolve(".local/state") : Path.of(state);
        return new Spool(base.resolve("delegraph/spool").resolve(HookScriptSettings.hostname()));
    }

    Finding check() {
        if (!Files.isDirectory(directory)) {
            return Finding.note("spool", directory + " is not there yet: the first hook makes it");
        }
        if (!Files.isWritable(directory)) {
            return Finding.todo(
                    "spool",
                    directory + " cannot be written: it belongs to " + owner() + ", hooks run as "
                            + System.getProperty("user.name")
                            + "; events go to a directory for temporary files, or are lost",
                    "remove it or give it to " + System.getProperty("user.name")
                            + ", or set DELEGRAPH_SPOOL to another");
        }
        try {
            List<Path> waiting = waiting();
            long bytes = 0;
            Instant oldest = Instant.now();
            for (Path file : waiting) {
                bytes += Files.size(file);
                Instant since = Files.getLastModifiedTime(file).toInstant();
                oldest = since.isBefore(oldest) ? since : oldest;
            }
            long dropped = dropped();
            String says = waiting.size() + " events wait in " + directory + ", " + MachineCheck.megabytes(bytes)
                    + (dropped == 0 ? "" : "; " + dropped + " were dropped since it was made");
            if (oldest.isBefore(Instant.now().minus(STUCK_AFTER))) {
                return Finding.todo(
                        "spool",
                        says + ", the oldest for "
                                + Duration.between(oldest, Instant.now()).toSeconds() + " s",
                        lastError().map(error -> "its last error: " + error).orElse("see the lines below"));
            }
            return dropped == 0 ? Finding.ok("spool", says) : Finding.note("spool", says);
        } catch (IOException e) {
            return Finding.todo(
                    "spool", directory + " cannot be read: " + e.getMessage(), "look at its owner and mode");
        }
    }

    private String owner() {
        try {
            return Files.getOwner(directory).getName();
        } catch (IOException e) {
            return "somebody else";
        }
    }

    /** Number of events that were dropped because the spool or the disk was full, or that the broker rejected. */
    private long dropped() {
        try {
            String total = Files.readString(directory.resolve("dropped_total")).strip();
            return total.matches("[0-9]{1,15}") ? Long.parseLong(total) : 0;
        } catch (IOException e) {
            // nothing was dropped yet
            return 0;
        }
    }

    /** Whether an event with this text is in the spool. */
    boolean holds(String text) {
        try {
            for (Path file : waiting()) {
                if (Files.size(file) < 65_536 && Files.readString(file).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // it was delivered meanwhile
            return false;
        }
    }

    /** The flusher's last error message, on one line. */
    Optional<String> lastError() {
        try {
            String error = Files.readString(directory.resolve("last_error")).strip();
            return error.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            error.lines().reduce((first, second) -> second).orElse(error));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Path directory() {
        return directory;
    }

    private List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".hook")).toList());
        }
    }
}
