package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.Relations;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hand-offs that the tasks tell: what was found is planned or built, what was built is checked, what was found fault with is mended.
 * One agent right behind one other, or a plan right behind all that was found for it, needs no more than that; else their descriptions must name the same thing.
 */
final class TaskHandOffDetector {
    private final WorkflowExecution execution;
    private final DelegationStructure delegations;
    private final DelegationClassifier classifier;
    private final PatternRules rules;
    private final IdentityHashMap<AgentExecution, DelegatedTask> tasks = new IdentityHashMap<>();

    TaskHandOffDetector(
            WorkflowExecution execution,
            DelegationStructure delegations,
            DelegationClassifier classifier,
            PatternRules rules) {
        this.execution = execution;
        this.delegations = delegations;
        this.classifier = classifier;
        this.rules = rules;
    }

    void addTo(Relations relations) {
        for (String delegator : execution.delegators()) {
            List<List<AgentExecution>> stages = delegations.stages(delegator).stream()
                    .filter(stage -> stage.getFirst().awaited())
                    .toList();
            for (int at = 1; at < stages.size(); at++) {
                for (AgentExecution to : stages.get(at)) {
                    addNearest(stages.subList(0, at), to, stages.get(at).size() == 1, relations);
                }
            }
        }
    }

    /** Looks back until a stage has somebody whom it goes on from. */
    private void addNearest(List<List<AgentExecution>> before, AgentExecution to, boolean alone, Relations relations) {
        for (int at = before.size() - 1; at >= 0; at--) {
            boolean next = at == before.size() - 1 && alone && (before.get(at).size() == 1 || task(to).plans());
            boolean found = false;
            for (AgentExecution from : before.get(at)) {
                if (from.state() == AgentState.COMPLETED
                        && leadsTo(from, to)
                        && (next && needsNoSharedKeyword(from, to) || shareKeyword(from, to))) {
                    relations.addHandOff(from, to, Evidence.TASK);
                    found = true;
                }
            }
            if (found) {
                return;
            }
        }
    }

    private boolean leadsTo(AgentExecution from, AgentExecution to) {
        DelegatedTask before = task(from);
        DelegatedTask after = task(to);
        return switch (before.outcome()) {
            case null -> false;
            case ANALYSIS -> after.outcome() == ExpectedOutcome.IMPLEMENTATION || after.plans() && !before.plans();
            case IMPLEMENTATION -> after.outcome() == ExpectedOutcome.VALIDATION;
            case VALIDATION -> after.outcome() == ExpectedOutcome.IMPLEMENTATION;
            case COORDINATION -> after.outcome() == ExpectedOutcome.VALIDATION;
        };
    }

    /** An analysis may be for many things; a plan after one, what was planned, a check of what was built and its mending are for that. */
    private boolean needsNoSharedKeyword(AgentExecution from, AgentExecution to) {
        return task(from).outcome() == ExpectedOutcome.ANALYSIS
                ? task(to).plans() || task(from).plans()
                : task(from).outcome() != ExpectedOutcome.COORDINATION;
    }

    private boolean shareKeyword(AgentExecution from, AgentExecution to) {
        return !Collections.disjoint(task(from).keywords(), task(to).keywords());
    }

    /** What an agent was asked for; looked at once, because every agent is compared with all before it. */
    private DelegatedTask task(AgentExecution agent) {
        return tasks.computeIfAbsent(
                agent,
                it -> new DelegatedTask(
                        classifier.expectedOutcome(it).value(),
                        classifier.typeOf(it).specialization().equals("planning"),
                        TaskDescription.of(it.description()).keywords(rules)));
    }

    /** @param outcome null when neither words nor type say */
    private record DelegatedTask(@Nullable ExpectedOutcome outcome, boolean plans, Set<String> keywords) {}
}
