package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.WorkflowExecution;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Detects agents that were requested with the same description as an earlier one that failed. */
final class RetryDetector {
    private final WorkflowExecution execution;
    private final List<AgentExecution> failed;
    private final Set<String> retries;

    RetryDetector(WorkflowExecution execution) {
        this.execution = execution;
        List<AgentExecution> agents =
                execution.executions().stream().filter(agent -> !agent.isRoot()).toList();
        this.failed = agents.stream().filter(AgentExecution::failed).toList();
        this.retries = agents.stream()
                .filter(this::isRetry)
                .map(AgentExecution::agentId)
                .collect(Collectors.toSet());
    }

    private boolean isRetry(AgentExecution agent) {
        long at = agent.firstRunRange().from();
        return failed.stream()
                        .anyMatch(before -> !before.agentId().equals(agent.agentId())
                                && before.to() <= at
                                && same(agent, before.type(), before.description()))
                || execution.refused().stream()
                        .anyMatch(before -> before.at() < at && same(agent, before.type(), before.description()));
    }

    private static boolean same(AgentExecution agent, @Nullable String type, @Nullable String description) {
        return description != null && description.equals(agent.description()) && Objects.equals(type, agent.type());
    }

    /** Number of retries among these agents. */
    int countIn(List<AgentExecution> agents) {
        return (int) agents.stream()
                .map(AgentExecution::agentId)
                .filter(retries::contains)
                .count();
    }
}
