package io.delegraph.http.transcripts;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a transcript by its ids where the client keeps them; nothing else can be named, and nothing outside is followed:
 *
 * <pre>
 * PROJECT/SESSION.jsonl                          the session's own
 * PROJECT/SESSION/subagents/**&#47;agent-ID.jsonl    its agents'
 * </pre>
 */
final class TranscriptFinder {
    /** No separator, no dot: an id is never a path. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private static final int MAX_DEPTH = 4;

    private final Path projects;

    /** @param projects the client's directory with a folder for each project; need not exist */
    TranscriptFinder(Path projects) {
        this.projects = projects;
    }

    /** The latest written one; empty when there is none on this machine. {@code agentId} is null for the session's own. */
    Optional<Path> find(String sessionId, @Nullable String agentId) {
        if (!ID.matcher(sessionId).matches()
                || (agentId != null && !ID.matcher(agentId).matches())) {
            return Optional.empty();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(projects, Files::isDirectory)) {
            for (Path project : folders) {
                if (agentId == null) {
                    found.add(project.resolve(sessionId + ".jsonl"));
                } else {
                    found.addAll(
                            agents(project.resolve(sessionId).resolve("subagents"), "agent-" + agentId + ".jsonl"));
                }
            }
            Path root = projects.toRealPath();
            return found.stream()
                    .filter(Files::isRegularFile)
                    .filter(file -> isBelow(root, file))
                    .max(Comparator.comparing(TranscriptFinder::modified));
        } catch (IOException | DirectoryIteratorException e) {
            // no directory, or none that may be read: nothing lies there for us
            return Optional.empty();
        }
    }

    private static List<Path> agents(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    /** A link may lead anywhere. */
    private static boolean isBelow(Path root, Path file) {
        try {
            return file.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
