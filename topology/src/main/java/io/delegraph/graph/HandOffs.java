package io.delegraph.graph;

import io.delegraph.graph.Work.FileUse;
import io.delegraph.schemas.graph.Relation.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who goes on from whose work: from a file, or from a result that a prompt carries. */
final class HandOffs {
    /** Hexadecimal digits of one phrase's hash. */
    private static final int PHRASE = 4;

    /** So many phrases of a result must be in a prompt: one may be there by chance, or be a common phrase. */
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

    private void byResult() {
        Map<String, List<Work>> carriers = new HashMap<>();
        for (Work work : episode.works()) {
            for (String phrase : phrases(work.promptFingerprint())) {
                carriers.computeIfAbsent(phrase, key -> new ArrayList<>()).add(work);
            }
        }
        for (Work work : episode.works()) {
            Map<String, Integer> shared = new HashMap<>();
            for (String phrase : phrases(work.resultFingerprint())) {
                carriers.getOrDefault(phrase, List.of())
                        .forEach(other -> shared.merge(other.agentId(), 1, Integer::sum));
            }
            shared.forEach((other, count) -> {
                if (count >= PHRASES) {
                    add(work, episode.work(other), Evidence.RESULT);
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

    /** Of everyone who wrote a file before, the one who wrote it last is gone on from. */
    private void byFile() {
        Map<String, List<Touch>> files = new HashMap<>();
        for (Work work : episode.works()) {
            for (FileUse use : work.files()) {
                files.computeIfAbsent(use.file(), key -> new ArrayList<>()).add(new Touch(work, use.wrote(), use.at()));
            }
        }
        for (List<Touch> touches : files.values()) {
            touches.sort(Comparator.comparingLong(Touch::at)
                    .thenComparing(touch -> touch.work().agentId()));
            Touch written = null;
            for (Touch touch : touches) {
                if (written != null
                        && !written.work().agentId().equals(touch.work().agentId())) {
                    add(written.work(), touch.work(), Evidence.FILE);
                }
                written = touch.wrote() ? touch : written;
            }
        }
    }

    private void add(Work from, Work to, Evidence evidence) {
        if (!from.root() && !to.root() && before(from, to) && !related(from, to)) {
            found.computeIfAbsent(new Pair(from.agentId(), to.agentId()), pair -> EnumSet.noneOf(Evidence.class))
                    .add(evidence);
        }
    }

    /** Whether the one had ended before the other was asked for. */
    static boolean before(Work from, Work to) {
        boolean ended = from.state().terminal() || from.runs().size() > 1;
        return ended
                && !from.runs().isEmpty()
                && from.runs().getFirst().to() <= (to.requestedAt() == null ? to.from() : to.requestedAt());
    }

    /** A parent and its child do not hand on: they delegate. */
    private static boolean related(Work one, Work other) {
        return one.agentId().equals(other.parentId()) || other.agentId().equals(one.parentId());
    }
}
