package io.delegraph.graph;

import io.delegraph.graph.HandOffs.Pair;
import io.delegraph.graph.Work.FileUse;
import io.delegraph.graph.Work.Message;
import io.delegraph.schemas.graph.Relation.Evidence;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Who works at the same time for the same parent on the same files, or writes to each other. */
final class Peers {
    private final Episode episode;
    private final Stages.Together together;
    private final Map<Pair, Set<Evidence>> found = new HashMap<>();

    private Peers(Episode episode, Stages.Together together) {
        this.episode = episode;
        this.together = together;
    }

    /** The one with the smaller id first. */
    static Map<Pair, Set<Evidence>> of(Episode episode, Stages.Together together) {
        Peers peers = new Peers(episode, together);
        peers.byFile();
        peers.byMessage();
        return peers.found;
    }

    private void byFile() {
        Map<String, Set<String>> writers = new HashMap<>();
        Map<String, Set<String>> users = new HashMap<>();
        for (Work work : episode.works()) {
            for (FileUse use : work.files()) {
                users.computeIfAbsent(use.file(), key -> new TreeSet<>()).add(work.agentId());
                if (use.wrote()) {
                    writers.computeIfAbsent(use.file(), key -> new TreeSet<>()).add(work.agentId());
                }
            }
        }
        writers.forEach((file, wrote) ->
                wrote.forEach(writer -> users.get(file).forEach(user -> add(writer, user, Evidence.FILE))));
    }

    private void byMessage() {
        for (Work work : episode.works()) {
            for (Message message : work.messages()) {
                add(work.agentId(), message.to(), Evidence.MESSAGE);
            }
        }
    }

    private void add(String one, String other, Evidence evidence) {
        Work a = episode.work(one);
        Work b = episode.work(other);
        if (a != null
                && b != null
                && !one.equals(other)
                && a.parentId() != null
                && Objects.equals(a.parentId(), b.parentId())
                && together.sideBySide(a, b)) {
            Pair pair = one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
            found.computeIfAbsent(pair, key -> EnumSet.noneOf(Evidence.class)).add(evidence);
        }
    }

    /** How many files two of these wrote while both were on. */
    static int conflicts(Collection<Work> works, Stages.Together together) {
        Map<String, Set<Work>> writers = new HashMap<>();
        for (Work work : works) {
            for (FileUse use : work.files()) {
                if (use.wrote() && !work.root()) {
                    writers.computeIfAbsent(use.file(), key -> new HashSet<>()).add(work);
                }
            }
        }
        return (int) writers.values().stream()
                .map(List::copyOf)
                .filter(several -> anyTogether(several, together))
                .count();
    }

    private static boolean anyTogether(List<Work> works, Stages.Together together) {
        for (int i = 0; i < works.size(); i++) {
            for (int j = i + 1; j < works.size(); j++) {
                if (together.sideBySide(works.get(i), works.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }
}
