package io.delegraph.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the client keeps the transcripts of its sessions. */
public final class TranscriptDirectory {
    private TranscriptDirectory() {}

    /** The client's own setting counts, else {@code ~/.claude/projects}. */
    public static Path locate() {
        String configured = System.getenv("CLAUDE_CONFIG_DIR");
        Path home = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".claude")
                : Path.of(configured);
        return home.resolve("projects");
    }

    /** Whether there is a transcript in one of the projects' folders; looks no further than to the first. */
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
}
