package io.delegraph.aggregates;

import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a settled workflow for a test: only given values are set. */
final class SettledWorkflows {
    private final WorkflowOrchestration orchestration;
    private final List<AgentPart> agents = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<TypePart> types = new ArrayList<>();
    private Coordination coordination = gates(0, 0, 0, 0, 0);

    private SettledWorkflows(WorkflowOrchestration orchestration) {
        this.orchestration = orchestration;
    }

    static SettledWorkflows workflow(WorkflowOrchestration orchestration) {
        return new SettledWorkflows(orchestration);
    }

    /** {@code failed} is null for an agent that has not ended. */
    SettledWorkflows agent(String id, String type, Boolean failed, long activeMs, Long tokens) {
        AgentContext context = AgentContext.builder().resourceUsage(tokens).build();
        agents.add(AgentPart.builder()
                .agentId(id)
                .agentType(type)
                .failed(failed)
                .context(context)
                .because(Map.of())
                .activeMs(activeMs)
                .build());
        return this;
    }

    /** Makes {@code ids} children of an agent, in a stage of its own. */
    SettledWorkflows under(String delegator, String... ids) {
        stages.add(Stage.builder()
                .number(1)
                .delegatorAgentId(delegator)
                .agentIds(List.of(ids))
                .endedAt(10L)
                .build());
        return this;
    }

    /** Adds the part of a type, all of whose numbers are {@code number}. */
    SettledWorkflows type(String name, int number) {
        types.add(new TypePart(name, number, number, number, number));
        return this;
    }

    SettledWorkflows stage(Stage stage) {
        stages.add(stage);
        return this;
    }

    SettledWorkflows checked(int implementations, int gated, int reworked, long gateMs, long elapsedMs) {
        coordination = gates(implementations, gated, reworked, gateMs, elapsedMs);
        return this;
    }

    private static Coordination gates(int implementations, int gated, int reworked, long gateMs, long elapsedMs) {
        return Coordination.builder()
                .elapsedMs(elapsedMs)
                .implementations(implementations)
                .gated(gated)
                .reworked(reworked)
                .gateMs(gateMs)
                .build();
    }

    WorkflowSummary summary() {
        return WorkflowSummary.builder()
                .sessionId("s")
                .workflowId("w")
                .number(1)
                .settled(true)
                .startedAt(60_000L)
                .endedAt(61_000L)
                .durationMs(1_000L)
                .agents(Map.of(AgentState.COMPLETED, 1))
                .maxLevel(1)
                .source("demo")
                .project("project")
                .user("ada")
                .host("host")
                .graph(WorkflowGraph.builder()
                        .orchestration(orchestration)
                        .stages(stages)
                        .delegators(List.of())
                        .agents(agents)
                        .types(types)
                        .relations(List.of())
                        .gates(List.of())
                        .concurrency(List.of())
                        .criticalPath(List.of())
                        .coordination(coordination)
                        .build())
                .asOf(61_000L)
                .build();
    }

    /** The contributions to one subject. */
    List<Contribution> contributions(Subject subject) {
        return WorkflowContributions.of(summary()).stream()
                .filter(contribution -> contribution.subject() == subject)
                .toList();
    }
}
