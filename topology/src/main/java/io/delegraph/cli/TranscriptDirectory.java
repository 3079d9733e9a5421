package io.delegraph.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Locates the directory of the client's transcripts. */
public final class TranscriptDirectory {
    private TranscriptDirectory() {}

    /** The client's own setting if present, else {@code ~/.claude/projects}. */
    public static Path locate() {
        String configured = System.getenv("CLAUDE_CONFIG_DIR");
        Path home = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".claude")
                : Path.of(configured);
        return home.resolve("projects");
    }

    /** Whether one of the projects' folders contains a transcript; stops at the first. */
    static boolean hasTranscripts(Path folder) {
        try (DirectoryStream<Path> projects = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path project : projects) {
                try (DirectoryStream<Path> transcripts = Files.newDirectoryStream(project, "*.jsonl")) {
                    if (transcripts.iterator().hasNext()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    /** How many sessions have a transcript in the folders of the projects; 0 when there is no such folder. */
    public static long count(Path folder) {
        long found = 0;
        try (DirectoryStream<Path> projects = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path project : projects) {
                try (DirectoryStream<Path> transcripts = Files.newDirectoryStream(project, "*.jsonl")) {
                    for (Path unused : transcripts) {
                        found += 1;
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // what was read of it counts
        }
        return found;
    }
}
