package io.delegraph.patterns;

import io.delegraph.graph.Activity;
import io.delegraph.graph.Concurrency;
import io.delegraph.graph.Episode;
import io.delegraph.graph.Relations;
import io.delegraph.graph.Schedule;
import io.delegraph.graph.SideBySide;
import io.delegraph.graph.Stages;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.Segment;
import io.delegraph.schemas.graph.WorkflowGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workflow analysed: its graph with everything that the rules say of it. A function of the episode and the rules alone. */
public final class Analysis {
    /** Maximum number of relations listed; the rest are only counted, as they grow with the square of the agents. */
    private static final int MOST_RELATIONS = 20_000;

    private final Rules rules;
    private final AgentTypes types;

    public Analysis(Rules rules, AgentTypes types) {
        this.rules = rules;
        this.types = types;
    }

    public WorkflowGraph of(Episode episode) {
        Stages.Together together = new SideBySide(rules.overlap());
        Map<String, Activity> activities = new LinkedHashMap<>();
        episode.works().forEach(work -> activities.put(work.agentId(), Activity.of(work, episode)));
        Delegations delegations = new Delegations(episode, together);
        Judgement judgement = new Judgement(episode, delegations, rules, types);
        Orchestrations orchestrations = new Orchestrations(episode, delegations, judgement, rules);
        Relations relations = Relations.of(episode, together);
        new TaskHandOffs(episode, delegations, judgement, rules).addTo(relations);
        episode.delegators().stream()
                .filter(delegations::orchestrates)
                .forEach(id -> episode.children(id).forEach(child -> relations.orchestrated(id, child.agentId())));
        Schedule schedule = Schedule.of(episode, activities);
        List<Segment> critical = schedule.criticalPath();
        Concurrency concurrency = Concurrency.of(activities.values(), episode.span());
        List<Relation> related = relations.all();
        HandedOn handedOn = new HandedOn(related);
        Retries retries = new Retries(episode);
        Gates gates = new Gates(episode, activities, delegations, judgement, handedOn);
        StageList stages = new StageList(episode, delegations, orchestrations, relations, handedOn, retries);
        Parts parts = new Parts(episode, activities, schedule, critical, delegations, judgement, relations);
        Teams teams = new Teams(episode, activities, delegations);
        return new WorkflowGraph(
                orchestrations.orchestration(),
                stages.all(),
                teams.delegators(),
                parts.agents(orchestrations.orchestration()),
                parts.types(),
                related.stream().limit(MOST_RELATIONS).toList(),
                gates.all(),
                Math.max(0, related.size() - MOST_RELATIONS),
                concurrency.levels(),
                critical,
                new Numbers(episode, activities, relations, retries, gates)
                        .of(concurrency, schedule.length(), critical));
    }
}
