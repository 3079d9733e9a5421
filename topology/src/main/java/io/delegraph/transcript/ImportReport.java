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

/** What an import found, what it passed over and why. */
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

    /** A file was read. */
    public void file() {
        files++;
    }

    /** A file was passed over. */
    public void skippedFile(String why) {
        skippedFiles.merge(why, 1, Integer::sum);
    }

    /** A line was read, whatever it was. */
    public void entry() {
        entries++;
    }

    /** A line or a file that could not be read or sent. Any thread may say so. */
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

    /** For people; the same for the same files, in whatever order they were read. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        long calls = delegations.values().stream()
                .filter(it -> it.outcome() != Delegation.DelegationOutcome.ANSWER_ONLY)
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
        delegations.values().forEach(it -> endings.merge(it.outcome(), 1, Integer::sum));
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
            bad.stream().sorted().forEach(it -> lines.add("  " + it));
        }
        return lines;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The most frequent first. */
    private static <K> String counted(Map<K, Integer> counts) {
        List<String> words = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<K, Integer> it) -> -it.getValue())
                        .thenComparing(it -> it.getKey().toString()))
                .forEach(it -> words.add(String.format(Locale.ROOT, "%s %,d", it.getKey(), it.getValue())));
        return String.join(", ", words);
    }
}
