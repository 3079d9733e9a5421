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

/** A settled workflow as a test writes it down: only what it says of itself is there. */
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

    /** {@code failed} is null for one that has not ended. */
    SettledWorkflows agent(String id, String type, Boolean failed, long activeMs, Long tokens) {
        AgentContext context =
                new AgentContext(null, null, null, null, null, null, null, null, tokens, null, null, null, null);
        agents.add(new AgentPart(id, type, failed, context, Map.of(), activeMs, 0, 0, 0, null, null, null, 0));
        return this;
    }

    /** Whose children {@code ids} are; a stage of its own. */
    SettledWorkflows under(String delegator, String... ids) {
        stages.add(new Stage(1, delegator, List.of(ids), 0, 10L, null, 0, false, null, 0, 0));
        return this;
    }

    /** A part of a type in it, all of whose numbers are {@code number}. */
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
        return new Coordination(
                elapsedMs,
                0,
                null,
                0,
                null,
                0,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                implementations,
                gated,
                reworked,
                gateMs,
                null,
                0,
                null);
    }

    WorkflowSummary summary() {
        return new WorkflowSummary(
                "s",
                "w",
                1,
                true,
                60_000L,
                61_000L,
                1_000L,
                Map.of(AgentState.COMPLETED, 1),
                1,
                0,
                0,
                null,
                null,
                "demo",
                "project",
                "ada",
                "host",
                null,
                new WorkflowGraph(
                        orchestration,
                        stages,
                        List.of(),
                        agents,
                        types,
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        List.of(),
                        coordination),
                61_000L);
    }

    /** What it contributes to one subject. */
    List<Contribution> contributions(Subject subject) {
        return WorkflowContributions.of(summary()).stream()
                .filter(it -> it.subject() == subject)
                .toList();
    }
}
