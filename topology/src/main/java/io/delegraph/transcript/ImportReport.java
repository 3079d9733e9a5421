package io.delegraph.transcript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what an import found, and what it skipped and why. */
public final class ImportReport {
    private final Set<String> sessions = new HashSet<>();
    private final Set<String> agents = new HashSet<>();
    private final Map<String, Delegation> delegations = new HashMap<>();
    private final Map<String, Integer> skippedEntries = new TreeMap<>();
    private final Map<String, Integer> skippedFiles = new TreeMap<>();
    private final List<String> bad = new ArrayList<>();
    private long files;
    private long entries;
    private long hooks;

    /** Counts a file. */
    public void file() {
        files++;
    }

    /** Counts a skipped file. */
    public void skippedFile(String why) {
        skippedFiles.merge(why, 1, Integer::sum);
    }

    /** Counts a line of any kind. */
    public void entry() {
        entries++;
    }

    /** Reports a line or a file that could not be read or sent. Thread-safe. */
    public synchronized void bad(String place, @Nullable String why) {
        bad.add(place + ": " + why);
    }

    void hook(TranscriptHook hook) {
        hooks++;
        sessions.add(hook.sessionId());
    }

    void agent(String sessionId, String agentId) {
        agents.add(sessionId + "/" + agentId);
    }

    void delegation(Delegation delegation) {
        delegations.put(delegation.sessionId() + "/" + delegation.toolUseId(), delegation);
    }

    void skipped(String kind) {
        skippedEntries.merge(kind, 1, Integer::sum);
    }

    public long entries() {
        return entries;
    }

    /** The report for people; the same for the same files in any order. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        long calls = delegations.values().stream()
                .filter(delegation -> delegation.outcome() != Delegation.DelegationOutcome.ANSWER_ONLY)
                .count();
        lines.add(String.format(
                Locale.ROOT,
                "%,d sessions, %,d agents, %,d delegations: %,d hooks from %,d entries in %,d files",
                sessions.size(),
                agents.size(),
                calls,
                hooks,
                entries,
                files));
        Map<Delegation.DelegationOutcome, Integer> endings = new EnumMap<>(Delegation.DelegationOutcome.class);
        delegations.values().forEach(delegation -> endings.merge(delegation.outcome(), 1, Integer::sum));
        if (!endings.isEmpty()) {
            lines.add("delegations: " + counted(endings));
        }
        if (!skippedEntries.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d entries skipped, no hook stands for them: %s",
                    sum(skippedEntries),
                    counted(skippedEntries)));
        }
        if (!skippedFiles.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%,d files skipped: %s", sum(skippedFiles), counted(skippedFiles)));
        }
        if (!bad.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%,d not read:", bad.size()));
            bad.stream().sorted().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts with the most frequent first. */
    private static <K> String counted(Map<K, Integer> counts) {
        List<String> words = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<K, Integer> entry) -> -entry.getValue())
                        .thenComparing(entry -> entry.getKey().toString()))
                .forEach(entry -> words.add(String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue())));
        return String.join(", ", words);
    }
}
