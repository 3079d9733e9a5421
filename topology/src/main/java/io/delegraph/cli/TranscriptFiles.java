package io.delegraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.transcript.AgentFiles;
import io.delegraph.transcript.CopiedEntries;
import io.delegraph.transcript.ImportReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds transcripts in given files and directories, by the client's layout:
 *
 * <pre>
 * SESSION.jsonl                             of the session itself, also .jsonl.gz
 * SESSION/subagents/**&#47;agent-ID.jsonl       of its agents, each with agent-ID.meta.json
 * agent-ID.jsonl                            the same in clients up to 2.0
 * </pre>
 */
final class TranscriptFiles {
    private static final Pattern NAME = Pattern.compile("(?:agent-)?(.+?)\\.(jsonl|meta\\.json)(?:\\.gz)?");
    private static final String AGENT = "agent-";
    private static final Path SUBAGENTS = Path.of("subagents");

    /**
     * A transcript to read.
     *
     * @param files in sequence: an agent's may go on under another session
     * @param agentId null for a session's own
     * @param beside files next to it
     * @param copies its entries that were copied from another one
     */
    record Transcript(List<Path> files, @Nullable String agentId, AgentFiles beside, CopiedEntries copies) {
        Transcript {
            files = List.copyOf(files);
        }

        Path file() {
            return files.getFirst();
        }
    }

    private final Map<Path, SessionFileGroup> groups = new TreeMap<>();
    private final Map<Path, ProjectHistory> histories = new HashMap<>();
    private final ImportReport report;

    /** The files of one session. */
    private static final class SessionFileGroup {
        private final List<Path> own = new ArrayList<>();
        private final Map<String, Path> agents = new TreeMap<>();
        private final Map<String, JsonNode> notes = new HashMap<>();
    }

    TranscriptFiles(ImportReport report) {
        this.report = report;
    }

    /**
     * Finds the transcripts; for a given session also those of its agents.
     *
     * @throws CommandException when a given file does not exist or cannot be read
     */
    List<Transcript> find(List<Path> named) {
        Set<Path> files = new HashSet<>();
        for (Path given : named) {
            if (!Files.isReadable(given)) {
                throw new CommandException(given + (Files.exists(given) ? " cannot be read" : " does not exist"));
            }
            // one name for each file, however it was given
            Path path = given.toAbsolutePath().normalize();
            files.addAll(walk(path));
            if (Files.isRegularFile(path)) {
                files.addAll(agents(path));
            }
        }
        files.stream().sorted().forEach(this::sort);
        Map<Path, Transcript> transcripts = new LinkedHashMap<>();
        groups.forEach((folder, group) -> {
            ProjectHistory history = histories.computeIfAbsent(project(folder, group), this::history);
            AgentFiles beside = beside(folder, group, history);
            group.own.forEach(
                    file -> transcripts.put(file, new Transcript(List.of(file), null, beside, history.copies(file))));
            group.agents.forEach((agentId, file) -> {
                Path begin = history.begin(file);
                List<Path> all = new ArrayList<>(List.of(begin));
                all.addAll(history.later(begin));
                if (begin.equals(file) || !transcripts.containsKey(begin)) {
                    transcripts.put(begin, new Transcript(all, agentId, beside, history.copies(file)));
                }
            });
        });
        return List.copyOf(transcripts.values());
    }

    /** The agents of a given session transcript. */
    private static List<Path> agents(Path session) {
        List<Path> agents = new ArrayList<>();
        if (Files.isDirectory(sessionFolder(session))) {
            agents.addAll(walk(sessionFolder(session)));
        }
        String id = sessionFolder(session).getFileName().toString();
        for (Path file :
                list(Objects.requireNonNull(session.toAbsolutePath().getParent(), "a file is in a directory"))) {
            if (file.getFileName().toString().startsWith(AGENT) && id.equals(ProjectHistory.session(file))) {
                agents.add(file);
            }
        }
        return agents;
    }

    private static Path project(Path folder, SessionFileGroup group) {
        boolean flat = group.own.isEmpty() && group.agents.values().stream().noneMatch(TranscriptFiles::inside);
        return flat || folder.getParent() == null ? folder : folder.getParent();
    }

    /** All transcripts of a project, given or not, because copies are attributed to their originals. */
    private ProjectHistory history(Path project) {
        Map<String, Path> sessions = new TreeMap<>();
        Map<String, List<Path>> agents = new TreeMap<>();
        for (Path file : list(project)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()
                    && name.group(2).equals("jsonl")
                    && !file.getFileName().toString().startsWith(AGENT)) {
                sessions.put(name.group(1), file);
            }
        }
        for (String session : sessions.keySet()) {
            Path folder = project.resolve(session).resolve(SUBAGENTS);
            for (Path file : Files.isDirectory(folder) ? walk(folder) : List.<Path>of()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()
                        && name.group(2).equals("jsonl")
                        && file.getFileName().toString().startsWith(AGENT)) {
                    agents.computeIfAbsent(name.group(1), id -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        return new ProjectHistory(sessions, agents);
    }

    /** The transcripts of sessions that were written to since then; null for all. */
    List<Transcript> modifiedSince(List<Transcript> transcripts, @Nullable Instant since) {
        if (since == null) {
            return transcripts;
        }
        Set<Path> fresh = new HashSet<>();
        for (Transcript transcript : transcripts) {
            if (transcript.files.stream().anyMatch(file -> !modified(file).isBefore(since))) {
                fresh.add(folder(transcript.file()));
            }
        }
        List<Transcript> left = new ArrayList<>();
        for (Transcript transcript : transcripts) {
            if (fresh.contains(folder(transcript.file()))) {
                left.add(transcript);
            } else {
                report.skippedFile("written to before --since");
            }
        }
        return left;
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            // reading it will report the error
            return Instant.MAX;
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> walk(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void sort(Path file) {
        String name = file.getFileName().toString();
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return;
        }
        boolean agent = name.startsWith(AGENT);
        String id = matcher.group(1);
        SessionFileGroup group = groups.computeIfAbsent(folder(file), folder -> new SessionFileGroup());
        if (!matcher.group(2).equals("jsonl")) {
            if (agent) {
                note(file, id, group);
            }
        } else if (agent && AgentFiles.isClientHelper(id)) {
            report.skippedFile("the client's own helpers");
        } else if (agent) {
            group.agents.put(id, file);
        } else if (inside(file)) {
            report.skippedFile("no transcripts");
        } else {
            group.own.add(file);
        }
    }

    private void note(Path file, String agentId, SessionFileGroup group) {
        try {
            group.notes.put(agentId, Json.MAPPER.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            report.bad(file.toString(), "not JSON");
        }
    }

    /** The content of the agents' folder, and for clients without one, the neighbouring files. */
    private AgentFiles beside(Path folder, SessionFileGroup group, ProjectHistory history) {
        Set<String> agents = new HashSet<>(group.agents.keySet());
        Map<String, String> elsewhere = new HashMap<>();
        group.agents.forEach((agentId, file) -> {
            if (!history.begin(file).equals(file)) {
                Path begun = Objects.requireNonNull(folder(history.begin(file)), "a transcript is in a directory");
                elsewhere.put(agentId, begun.getFileName().toString());
            }
        });
        SessionFileGroup flat = folder.getParent() == null ? null : groups.get(folder.getParent());
        if (flat != null) {
            agents.addAll(flat.agents.keySet());
        }
        return new AgentFiles(agents, group.notes, elsewhere);
    }

    /** The folder of a session's agents, whether or not it exists; for an agent's file next to the sessions, the project's. */
    private static @Nullable Path folder(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        for (Path at = absolute.getParent(); at != null && at.getFileName() != null; at = at.getParent()) {
            if (at.getFileName().equals(SUBAGENTS)) {
                return at.getParent();
            }
        }
        return absolute.getFileName().toString().startsWith(AGENT) ? absolute.getParent() : sessionFolder(absolute);
    }

    private static boolean inside(Path file) {
        for (Path part : file.toAbsolutePath().normalize()) {
            if (part.equals(SUBAGENTS)) {
                return true;
            }
        }
        return false;
    }

    private static Path sessionFolder(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return file.resolveSibling(
                matcher.matches() ? matcher.group(1) : file.getFileName().toString());
    }
}
