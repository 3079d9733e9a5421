package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Relations;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Hand-offs that the tasks tell: what was found is planned or built, what was built is checked, what was found fault with is mended.
 * One agent right behind one other, or a plan right behind all that was found for it, needs no more than that; else their descriptions must name the same thing.
 */
final class TaskHandOffs {
    private final Episode episode;
    private final Delegations delegations;
    private final Judgement judgement;
    private final Rules rules;
    private final IdentityHashMap<Work, Task> tasks = new IdentityHashMap<>();

    TaskHandOffs(Episode episode, Delegations delegations, Judgement judgement, Rules rules) {
        this.episode = episode;
        this.delegations = delegations;
        this.judgement = judgement;
        this.rules = rules;
    }

    void addTo(Relations relations) {
        for (String delegator : episode.delegators()) {
            List<List<Work>> stages = delegations.stages(delegator).stream()
                    .filter(stage -> stage.getFirst().awaited())
                    .toList();
            for (int at = 1; at < stages.size(); at++) {
                for (Work to : stages.get(at)) {
                    behind(stages.subList(0, at), to, stages.get(at).size() == 1, relations);
                }
            }
        }
    }

    /** Looks back until a stage has somebody whom it goes on from. */
    private void behind(List<List<Work>> before, Work to, boolean alone, Relations relations) {
        for (int at = before.size() - 1; at >= 0; at--) {
            boolean next = at == before.size() - 1 && alone && (before.get(at).size() == 1 || task(to).plans());
            boolean found = false;
            for (Work from : before.get(at)) {
                if (from.state() == AgentState.COMPLETED
                        && leadsTo(from, to)
                        && (next && plainly(from, to) || sameThing(from, to))) {
                    relations.handOff(from, to, Evidence.TASK);
                    found = true;
                }
            }
            if (found) {
                return;
            }
        }
    }

    private boolean leadsTo(Work from, Work to) {
        Task before = task(from);
        Task after = task(to);
        return switch (before.outcome()) {
            case null -> false;
            case ANALYSIS -> after.outcome() == ExpectedOutcome.IMPLEMENTATION || after.plans() && !before.plans();
            case IMPLEMENTATION -> after.outcome() == ExpectedOutcome.VALIDATION;
            case VALIDATION -> after.outcome() == ExpectedOutcome.IMPLEMENTATION;
            case COORDINATION -> after.outcome() == ExpectedOutcome.VALIDATION;
        };
    }

    /** An analysis may be for many things; a plan after one, what was planned, a check of what was built and its mending are for that. */
    private boolean plainly(Work from, Work to) {
        return task(from).outcome() == ExpectedOutcome.ANALYSIS
                ? task(to).plans() || task(from).plans()
                : task(from).outcome() != ExpectedOutcome.COORDINATION;
    }

    private boolean sameThing(Work from, Work to) {
        return !Collections.disjoint(task(from).keywords(), task(to).keywords());
    }

    /** What an agent was asked for; looked at once, because every agent is compared with all before it. */
    private Task task(Work work) {
        return tasks.computeIfAbsent(
                work,
                it -> new Task(
                        judgement.outcome(it).value(),
                        judgement.type(it).specialization().equals("planning"),
                        Description.of(it.description()).keywords(rules)));
    }

    /** @param outcome null when neither words nor type tell */
    private record Task(ExpectedOutcome outcome, boolean plans, Set<String> keywords) {}
}
