package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.WorkflowExecution;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Agents that were asked for in the same words as one before that came to nothing. */
final class RetryDetector {
    private final WorkflowExecution execution;
    private final List<AgentExecution> failed;
    private final Set<String> retries;

    RetryDetector(WorkflowExecution episode) {
        this.execution = episode;
        List<AgentExecution> agents =
                episode.executions().stream().filter(work -> !work.isRoot()).toList();
        this.failed = agents.stream().filter(AgentExecution::failed).toList();
        this.retries = agents.stream()
                .filter(this::isRetry)
                .map(AgentExecution::agentId)
                .collect(Collectors.toSet());
    }

    private boolean isRetry(AgentExecution work) {
        long at = work.firstRunRange().from();
        return failed.stream()
                        .anyMatch(before -> !before.agentId().equals(work.agentId())
                                && before.to() <= at
                                && same(work, before.type(), before.description()))
                || execution.refused().stream()
                        .anyMatch(before -> before.at() < at && same(work, before.type(), before.description()));
    }

    private static boolean same(AgentExecution work, @Nullable String type, @Nullable String description) {
        return description != null && description.equals(work.description()) && Objects.equals(type, work.type());
    }

    /** How many of these are some. */
    int countIn(List<AgentExecution> works) {
        return (int) works.stream()
                .map(AgentExecution::agentId)
                .filter(retries::contains)
                .count();
    }
}
