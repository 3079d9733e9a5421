package io.delegraph.transcript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a transcript that were copied from another one. A forked session, and with older clients a resumed one, begins with a copy
 * of the previous history under its own session id; the entries keep their uuids:
 *
 * <pre>
 * original  a b q c d q        q: lines without a uuid, which are not copied
 * fork      a b   c   e f
 * </pre>
 *
 * @param uuids of entries that were copied from another transcript of the project
 * @param sessions sessions with a transcript in the project
 * @param previous by session, the previous session of the same client, where the client recorded it
 */
public record CopiedEntries(Set<String> uuids, Set<String> sessions, Map<String, String> previous) {
    public static final CopiedEntries NONE = new CopiedEntries(Set.of(), Set.of(), Map.of());

    public CopiedEntries {
        uuids = Set.copyOf(uuids);
        sessions = Set.copyOf(sessions);
        previous = Map.copyOf(previous);
    }

    /**
     * A line of a transcript.
     *
     * @param uuid null without one
     * @param timestamp as written; null without one
     * @param answer whether it contains the answer of a tool; null when it is not a user's
     */
    public record Line(
            @Nullable String uuid,
            @Nullable String timestamp,
            @Nullable Boolean answer) {}

    /** The session of an entry; null when that session's own transcript contains the entry. */
    @Nullable
    String session(TranscriptEntry entry) {
        String from = entry.json().path("forkedFrom").path("sessionId").textValue();
        if (from != null && !from.equals(entry.sessionId())) {
            return sessions.contains(from) ? null : from;
        }
        return uuids.contains(String.valueOf(entry.text("uuid"))) ? null : entry.sessionId();
    }

    /**
     * By transcript, the uuids that were copied from another one.
     *
     * @param transcripts the lines of each, in their order
     */
    public static Map<String, Set<String>> findCopies(SortedMap<String, List<Line>> transcripts) {
        Map<String, SortedSet<String>> holders = new HashMap<>();
        transcripts.forEach((name, lines) -> lines.stream()
                .filter(line -> line.uuid != null)
                .forEach(line -> holders.computeIfAbsent(line.uuid, uuid -> new TreeSet<>())
                        .add(name)));
        Map<SortedSet<String>, String> owners = new HashMap<>();
        Map<String, Set<String>> copies = new HashMap<>();
        transcripts.keySet().forEach(name -> copies.put(name, new HashSet<>()));
        holders.forEach((uuid, names) -> {
            if (names.size() > 1) {
                String owner = owners.computeIfAbsent(names, these -> owner(these, holders, transcripts));
                names.stream()
                        .filter(name -> !name.equals(owner))
                        .forEach(name -> copies.computeIfAbsent(name, key -> new HashSet<>())
                                .add(uuid));
            }
        });
        return copies;
    }

    /** The original among transcripts with common entries. */
    private static String owner(
            SortedSet<String> names,
            Map<String, SortedSet<String>> holders,
            SortedMap<String, List<Line>> transcripts) {
        List<CopyCandidate> parts = new ArrayList<>();
        names.forEach(
                name -> parts.add(CopyCandidate.of(name, names, holders, transcripts.getOrDefault(name, List.of()))));
        return parts.stream()
                .min(Comparator.comparingInt((CopyCandidate part) -> -part.own)
                        .thenComparing(part -> !part.answered)
                        .thenComparing(CopyCandidate::next)
                        .thenComparing(CopyCandidate::name))
                .orElseThrow()
                .name;
    }

    /**
     * Evidence about one transcript with common entries.
     *
     * @param own number of its own lines between them: a copy has none
     * @param answered whether it continues with a tool's answer: a copy continues with a prompt
     * @param next when it continues afterwards, empty when it does not: the original ended there, or continued first
     */
    private record CopyCandidate(String name, int own, boolean answered, String next) {
        static CopyCandidate of(
                String name, SortedSet<String> names, Map<String, SortedSet<String>> holders, List<Line> lines) {
            int own = 0;
            int pending = 0;
            boolean begun = false;
            Boolean answered = null;
            String next = "";
            for (Line line : lines) {
                SortedSet<String> with = line.uuid == null ? null : holders.get(line.uuid);
                if (names.equals(with)) {
                    own += pending;
                    pending = 0;
                    begun = true;
                    answered = null;
                    next = "";
                } else if (begun && (with == null || with.size() == 1)) {
                    pending++;
                    answered = answered == null ? line.answer : answered;
                    next = next.isEmpty() && line.timestamp != null ? line.timestamp : next;
                }
            }
            return new CopyCandidate(name, own, Boolean.TRUE.equals(answered), next);
        }
    }
}
