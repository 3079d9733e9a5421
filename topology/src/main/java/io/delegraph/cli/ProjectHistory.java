package io.delegraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.delegraph.schemas.Json;
import io.delegraph.tools.replay.LineFile;
import io.delegraph.transcript.CopiedEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Relations among all transcripts of one project, including those that are not imported: the copied beginnings of forked sessions, and
 * agents that went on under another session id, which have files under both:
 *
 * <pre>
 * OLD/subagents/agent-ID.jsonl    begins
 * NEW/subagents/agent-ID.jsonl    its first entry names the last entry there as its parent
 * </pre>
 */
final class ProjectHistory {
    private static final String UUID = "uuid";
    private static final String QUOTED_UUID = "\"uuid\":\"";
    private static final String PARENT = "parentUuid";

    private final Map<Path, Set<String>> copies = new HashMap<>();
    private final Map<Path, List<Path>> later = new HashMap<>();
    private final Set<String> sessions = new HashSet<>();
    private final Map<String, String> previous;

    /**
     * The history of one project.
     *
     * @param transcripts of sessions, by session id
     * @param agents transcripts of agents, by agent id
     */
    ProjectHistory(Map<String, Path> transcripts, Map<String, ? extends Collection<Path>> agents) {
        sessions.addAll(transcripts.keySet());
        previous = ClientSessions.previous(transcripts);
        among(alike(transcripts.values()));
        for (Collection<Path> files : agents.values()) {
            if (files.size() > 1) {
                among(List.of(files));
                follow(files);
            }
        }
    }

    /** The copied entries of a session's transcript. */
    CopiedEntries copies(Path file) {
        return new CopiedEntries(copies.getOrDefault(file, Set.of()), sessions, previous);
    }

    /** The later transcripts of an agent whose transcript begins here, under the ids of other sessions. */
    List<Path> later(Path file) {
        return later.getOrDefault(file, List.of());
    }

    /** The first transcript of the agent; this one when it has no earlier one. */
    Path begin(Path file) {
        return later.entrySet().stream()
                .filter(entry -> entry.getValue().contains(file))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(file);
    }

    private void among(Collection<? extends Collection<Path>> families) {
        for (Collection<Path> family : families) {
            SortedMap<String, List<CopiedEntries.Line>> lines = new TreeMap<>();
            for (Path file : family) {
                lines.put(file.toString(), lines(file));
            }
            CopiedEntries.findCopies(lines).forEach((name, uuids) -> copies.put(Path.of(name), uuids));
        }
    }

    /** Groups files with common entries: the first entry of a copy is in its original. */
    private static Collection<Set<Path>> alike(Collection<Path> files) {
        Map<String, Set<Path>> beginnings = new HashMap<>();
        for (Path file : files) {
            String first = first(file, UUID);
            if (first != null) {
                beginnings.computeIfAbsent(first, uuid -> new HashSet<>()).add(file);
            }
        }
        Map<Path, Set<Path>> families = new HashMap<>();
        if (files.size() > 1) {
            for (Path file : files) {
                read(
                        file,
                        (number, line) -> uuids(line)
                                .forEach(uuid -> beginnings
                                        .getOrDefault(uuid, Set.of())
                                        .forEach(other -> unite(families, file, other))));
            }
        }
        return new HashSet<>(families.values());
    }

    /** Every uuid in a line, including those of nested entries, without parsing it: most lines of most projects are in no copy. */
    private static List<String> uuids(String line) {
        List<String> uuids = new ArrayList<>(1);
        for (int at = line.indexOf(QUOTED_UUID); at >= 0; at = line.indexOf(QUOTED_UUID, at + 1)) {
            int from = at + QUOTED_UUID.length();
            int to = line.indexOf('"', from);
            if (to > from) {
                uuids.add(line.substring(from, to));
            }
        }
        return uuids;
    }

    private static void unite(Map<Path, Set<Path>> families, Path one, Path other) {
        if (!one.equals(other)) {
            Set<Path> all = new HashSet<>(families.getOrDefault(one, Set.of(one)));
            all.addAll(families.getOrDefault(other, Set.of(other)));
            all.forEach(file -> families.put(file, all));
        }
    }

    private void follow(Collection<Path> files) {
        for (Path file : files) {
            String parent = first(file, PARENT);
            for (Path before : files) {
                if (parent != null
                        && !before.equals(file)
                        && first(before, PARENT) == null
                        && lines(before).stream().anyMatch(line -> parent.equals(line.uuid()))) {
                    later.computeIfAbsent(before, path -> new ArrayList<>()).add(file);
                }
            }
        }
    }

    private static List<CopiedEntries.Line> lines(Path file) {
        List<CopiedEntries.Line> lines = new ArrayList<>();
        read(file, (number, line) -> {
            JsonNode entry = entry(line);
            lines.add(new CopiedEntries.Line(
                    entry.path(UUID).textValue(), entry.path("timestamp").textValue(), answer(entry)));
        });
        return lines;
    }

    /** Whether a user's entry contains a tool's answer; null for any other entry. */
    private static @Nullable Boolean answer(JsonNode entry) {
        if (!entry.path("type").asText("").equals("user")) {
            return null;
        }
        return "tool_result".equals(entry.at("/message/content/0/type").textValue());
    }

    /** The field in the first entry that has a uuid; null when that entry lacks the field. */
    private static @Nullable String first(Path file, String field) {
        try {
            String line = new LineFile(file.toString())
                    .first(text -> text.contains(QUOTED_UUID) && entry(text).has(UUID));
            return line == null ? null : entry(line).path(field).textValue();
        } catch (IOException e) {
            return null;
        }
    }

    /** The session id of a transcript's first entry; null when there is none. */
    static @Nullable String session(Path file) {
        return first(file, "sessionId");
    }

    private static void read(Path file, LineFile.LineConsumer each) {
        try {
            new LineFile(file.toString()).read(each);
        } catch (IOException e) {
            // what was read counts; the import itself reports the error
        }
    }

    /** Missing when the line is not JSON. */
    private static JsonNode entry(String line) {
        try {
            return Json.MAPPER.readTree(line.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
