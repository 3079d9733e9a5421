package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Work;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Agents that were asked for in the same words as one before that came to nothing. */
final class Retries {
    private final Episode episode;
    private final List<Work> failed;
    private final Set<String> retries;

    Retries(Episode episode) {
        this.episode = episode;
        List<Work> agents =
                episode.works().stream().filter(work -> !work.root()).toList();
        this.failed = agents.stream().filter(Work::failed).toList();
        this.retries = agents.stream().filter(this::again).map(Work::agentId).collect(Collectors.toSet());
    }

    private boolean again(Work work) {
        long at = work.span().from();
        return failed.stream()
                        .anyMatch(before -> !before.agentId().equals(work.agentId())
                                && before.to() <= at
                                && same(work, before.type(), before.description()))
                || episode.refused().stream()
                        .anyMatch(before -> before.at() < at && same(work, before.type(), before.description()));
    }

    private static boolean same(Work work, String type, String description) {
        return description != null && description.equals(work.description()) && Objects.equals(type, work.type());
    }

    /** How many of these are some. */
    int among(List<Work> works) {
        return (int) works.stream().map(Work::agentId).filter(retries::contains).count();
    }
}
