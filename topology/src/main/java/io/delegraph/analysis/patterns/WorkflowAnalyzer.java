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

/** A workflow analysed: its graph with everything that the rules say of it. A function of the episode and the rules alone. */
public final class WorkflowAnalyzer {
    /** Maximum number of relations listed; the rest are only counted, as they grow with the square of the agents. */
    private static final int MAX_RELATIONS = 20_000;

    private final PatternRules rules;
    private final AgentTypeRegistry types;

    public WorkflowAnalyzer(PatternRules rules, AgentTypeRegistry types) {
        this.rules = rules;
        this.types = types;
    }

    public WorkflowGraph analyze(WorkflowExecution episode) {
        StageGrouping.Overlap together = new MinimumOverlap(rules.overlap());
        Map<String, Activity> activities = new LinkedHashMap<>();
        episode.executions().forEach(work -> activities.put(work.agentId(), Activity.of(work, episode)));
        DelegationStructure delegations = new DelegationStructure(episode, together);
        DelegationClassifier judgement = new DelegationClassifier(episode, delegations, rules, types);
        OrchestrationClassifier orchestrations = new OrchestrationClassifier(episode, delegations, judgement, rules);
        Relations relations = Relations.of(episode, together);
        new TaskHandOffDetector(episode, delegations, judgement, rules).addTo(relations);
        episode.delegators().stream()
                .filter(delegations::orchestrates)
                .forEach(id -> episode.children(id).forEach(child -> relations.addOrchestration(id, child.agentId())));
        Schedule schedule = Schedule.of(episode, activities);
        List<Segment> critical = schedule.criticalPath();
        Concurrency concurrency = Concurrency.of(activities.values(), episode.span());
        List<Relation> related = relations.all();
        HandOffIndex handedOn = new HandOffIndex(related);
        RetryDetector retries = new RetryDetector(episode);
        QualityGateDetector gates = new QualityGateDetector(episode, activities, delegations, judgement, handedOn);
        StageBuilder stages = new StageBuilder(episode, delegations, orchestrations, relations, handedOn, retries);
        WorkflowPartBuilder parts =
                new WorkflowPartBuilder(episode, activities, schedule, critical, delegations, judgement, relations);
        DelegatorBuilder teams = new DelegatorBuilder(episode, activities, delegations);
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
                .coordination(new CoordinationMetrics(episode, activities, relations, retries, gates)
                        .compute(concurrency, schedule.length(), critical))
                .build();
    }
}
