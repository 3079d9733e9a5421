package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small workflow analysed by the built-in rules, with accessors for readable tests. */
record AnalyzedWorkflow(WorkflowGraph graph) {
    static AnalyzedWorkflow of(ExecutionFixture... executions) {
        return of(ExecutionFixture.episode(executions));
    }

    static AnalyzedWorkflow of(WorkflowExecution execution) {
        return new AnalyzedWorkflow(TestPolicies.DEFAULT.analysis().analyze(execution));
    }

    Coordination numbers() {
        return graph.coordination();
    }

    AgentPart part(String agentId) {
        return graph.agents().stream()
                .filter(part -> part.agentId().equals(agentId))
                .findFirst()
                .orElseThrow();
    }

    TypePart type(String type) {
        return graph.types().stream()
                .filter(part -> part.agentType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    Delegator delegator(String agentId) {
        return graph.delegators().stream()
                .filter(delegator -> delegator.agentId().equals(agentId))
                .findFirst()
                .orElseThrow();
    }

    /** Times by number of agents at work. */
    Map<Integer, Long> levels() {
        Map<Integer, Long> levels = new TreeMap<>();
        graph.concurrency().forEach(level -> levels.put(level.agents(), level.ms()));
        return levels;
    }

    /** In the form {@code root work 0-10}. */
    List<String> criticalPath() {
        return graph.criticalPath().stream()
                .map(segment -> segment.agentId() + " " + segment.kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + segment.from() + "-" + segment.to())
                .toList();
    }

    List<String> relations() {
        return graph.relations().stream()
                .map(relation ->
                        relation.kind() + " " + relation.from() + " " + relation.to() + " " + relation.evidence())
                .toList();
    }
}
