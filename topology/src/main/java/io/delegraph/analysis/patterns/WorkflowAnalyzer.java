package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.Activity;
import io.delegraph.analysis.graph.Concurrency;
import io.delegraph.analysis.graph.MinimumOverlap;
import io.delegraph.analysis.graph.Relations;
import io.delegraph.analysis.graph.Schedule;
import io.delegraph.analysis.graph.StageGrouping;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.Segment;
import io.delegraph.schemas.graph.WorkflowGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Analyses a workflow: its graph with the results of all rules. It is a function of the execution and the rules alone. */
public final class WorkflowAnalyzer {
    /** Maximum number of listed relations; the rest are only counted, because relations grow with the square of the agents. */
    private static final int MAX_RELATIONS = 20_000;

    private final PatternRules rules;
    private final AgentTypeRegistry types;

    public WorkflowAnalyzer(PatternRules rules, AgentTypeRegistry types) {
        this.rules = rules;
        this.types = types;
    }

    public WorkflowGraph analyze(WorkflowExecution execution) {
        StageGrouping.Overlap together = new MinimumOverlap(rules.overlap());
        Map<String, Activity> activities = new LinkedHashMap<>();
        execution.executions().forEach(agent -> activities.put(agent.agentId(), Activity.of(agent, execution)));
        DelegationStructure delegations = new DelegationStructure(execution, together);
        DelegationClassifier classifier = new DelegationClassifier(execution, delegations, rules, types);
        OrchestrationClassifier orchestrations = new OrchestrationClassifier(execution, delegations, classifier, rules);
        Relations relations = Relations.of(execution, together);
        new TaskHandOffDetector(execution, delegations, classifier, rules).addTo(relations);
        execution.delegators().stream()
                .filter(delegations::orchestrates)
                .forEach(
                        id -> execution.children(id).forEach(child -> relations.addOrchestration(id, child.agentId())));
        Schedule schedule = Schedule.of(execution, activities);
        List<Segment> critical = schedule.criticalPath();
        Concurrency concurrency = Concurrency.of(activities.values(), execution.span());
        List<Relation> related = relations.all();
        HandOffIndex handedOn = new HandOffIndex(related);
        RetryDetector retries = new RetryDetector(execution);
        QualityGateDetector gates = new QualityGateDetector(execution, activities, delegations, classifier, handedOn);
        StageClassifier stages =
                new StageClassifier(execution, delegations, orchestrations, relations, handedOn, retries);
        WorkflowPartBuilder parts =
                new WorkflowPartBuilder(execution, activities, schedule, critical, delegations, classifier, relations);
        DelegatorBuilder teams = new DelegatorBuilder(execution, activities, delegations);
        return WorkflowGraph.builder()
                .orchestration(orchestrations.orchestration())
                .stages(stages.all())
                .delegators(teams.delegators())
                .agents(parts.agents(orchestrations.orchestration()))
                .types(parts.types())
                .relations(related.stream().limit(MAX_RELATIONS).toList())
                .gates(gates.all())
                .leftOut(Math.max(0, related.size() - MAX_RELATIONS))
                .concurrency(concurrency.levels())
                .criticalPath(critical)
                .coordination(new CoordinationMetrics(execution, activities, relations, retries, gates)
                        .compute(concurrency, schedule.length(), critical))
                .build();
    }
}
