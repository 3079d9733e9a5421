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
 * Which entries of a transcript were written for another one. A session that is forked, and in older clients one that is resumed, begins
 * with a copy of the history so far, under its own session id; the entries keep their uuids:
 *
 * <pre>
 * original  a b q c d q        q: lines without a uuid, which are not copied
 * fork      a b   c   e f
 * </pre>
 *
 * @param uuids of entries here that another transcript of the project told first
 * @param sessions that have a transcript in the project
 * @param previous by session, the one that its client was at work in before, where the client noted that
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
     * @param timestamp as it is written; null without one
     * @param answer whether it holds the answer of a tool; null when it is no user's
     */
    public record Line(
            @Nullable String uuid,
            @Nullable String timestamp,
            @Nullable Boolean answer) {}

    /** The session that an entry belongs to; null when that session's own transcript tells it. */
    @Nullable
    String session(TranscriptEntry entry) {
        String from = entry.json().path("forkedFrom").path("sessionId").textValue();
        if (from != null && !from.equals(entry.sessionId())) {
            return sessions.contains(from) ? null : from;
        }
        return uuids.contains(String.valueOf(entry.text("uuid"))) ? null : entry.sessionId();
    }

    /**
     * By transcript, the uuids there that another one of them told first.
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

    /** Of some that share entries, the one that these were written for. */
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
     * What one transcript has around shared entries.
     *
     * @param own lines between them that no other has: a copy has none
     * @param answered whether it goes on with a tool's answer: a copy goes on with a prompt
     * @param next when it goes on afterwards, empty when it does not: the one that was forked ended there, or went on first
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
