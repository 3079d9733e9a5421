package io.delegraph.graph;

import io.delegraph.graph.Work.FileUse;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Detects which agent continues another agent's work, by a file or by a result quoted in a prompt. */
final class HandOffs {
    /** Hexadecimal digits of one phrase's hash. */
    private static final int PHRASE = 4;

    /** Minimum number of phrases that a result and a prompt share: a single one may be coincidence. */
    private static final int PHRASES = 2;

    /** A hand-off's two ends, as keys of what it is known from. */
    record Pair(String from, String to) {}

    private final Episode episode;
    private final Map<Pair, Set<Evidence>> found = new HashMap<>();

    private HandOffs(Episode episode) {
        this.episode = episode;
    }

    static Map<Pair, Set<Evidence>> of(Episode episode) {
        HandOffs handOffs = new HandOffs(episode);
        handOffs.byResult();
        handOffs.byFile();
        return handOffs.found;
    }

    /** A phrase that several results have is nobody's: a template, a habit of the model. */
    private void byResult() {
        Map<String, List<Work>> authors = new HashMap<>();
        for (Work work : episode.works()) {
            phrases(work.resultFingerprint())
                    .forEach(phrase -> authors.computeIfAbsent(phrase, key -> new ArrayList<>())
                            .add(work));
        }
        for (Work work : episode.works()) {
            Map<String, Integer> shared = new HashMap<>();
            for (String phrase : phrases(work.promptFingerprint())) {
                List<Work> wrote = authors.getOrDefault(phrase, List.of());
                if (wrote.size() == 1) {
                    shared.merge(wrote.getFirst().agentId(), 1, Integer::sum);
                }
            }
            shared.forEach((author, count) -> {
                if (count >= PHRASES) {
                    add(episode.work(author), work, Evidence.RESULT);
                }
            });
        }
    }

    private static Set<String> phrases(String fingerprint) {
        Set<String> phrases = new HashSet<>();
        for (int i = 0; fingerprint != null && i + PHRASE <= fingerprint.length(); i += PHRASE) {
            phrases.add(fingerprint.substring(i, i + PHRASE));
        }
        return phrases;
    }

    private record Touch(Work work, boolean wrote, long at) {}

    /** Of everyone who had written a file that it touches, the one who wrote it last is gone on from. */
    private void byFile() {
        Map<String, List<Touch>> files = new HashMap<>();
        for (Work work : episode.works()) {
            for (FileUse use : work.files()) {
                files.computeIfAbsent(use.file(), key -> new ArrayList<>()).add(new Touch(work, use.wrote(), use.at()));
            }
        }
        for (Work work : episode.works()) {
            for (FileUse use : work.files()) {
                files.get(use.file()).stream()
                        .filter(touch -> touch.wrote() && takesFrom(touch.work(), work))
                        .max(Comparator.comparingLong(Touch::at)
                                .thenComparing(touch -> touch.work().agentId()))
                        .ifPresent(touch -> add(touch.work(), work, Evidence.FILE));
            }
        }
    }

    private void add(Work from, Work to, Evidence evidence) {
        if (takesFrom(from, to)) {
            found.computeIfAbsent(new Pair(from.agentId(), to.agentId()), pair -> EnumSet.noneOf(Evidence.class))
                    .add(evidence);
        }
    }

    private static boolean takesFrom(Work from, Work to) {
        return !from.root() && !to.root() && before(from, to) && !related(from, to);
    }

    /** Whether the one had completed before the other was asked for; one that was set to work again had, before that. */
    static boolean before(Work from, Work to) {
        boolean ended = from.state() == AgentState.COMPLETED || from.runs().size() > 1;
        return ended
                && !from.runs().isEmpty()
                && from.runs().getFirst().to() <= (to.requestedAt() == null ? to.from() : to.requestedAt());
    }

    /** A parent and its child do not hand on: they delegate. */
    private static boolean related(Work one, Work other) {
        return one.agentId().equals(other.parentId()) || other.agentId().equals(one.parentId());
    }
}
