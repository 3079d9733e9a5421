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
 * Detects hand-offs by tasks: findings are planned or built, results are checked, and defects are fixed. When a single agent follows
 * another one directly, or a plan follows all findings for it, that is enough; otherwise the descriptions must share a keyword.
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

    /** Searches earlier stages until one has an agent whose work this one continues. */
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

    /**
     * An analysis may serve many purposes. A plan after one, the building of a plan, a check of the result and its fix serve the same one.
     */
    private boolean needsNoSharedKeyword(AgentExecution from, AgentExecution to) {
        return task(from).outcome() == ExpectedOutcome.ANALYSIS
                ? task(to).plans() || task(from).plans()
                : task(from).outcome() != ExpectedOutcome.COORDINATION;
    }

    private boolean shareKeyword(AgentExecution from, AgentExecution to) {
        return !Collections.disjoint(task(from).keywords(), task(to).keywords());
    }

    /** The task of an agent; computed once, because every agent is compared with all earlier ones. */
    private DelegatedTask task(AgentExecution agent) {
        return tasks.computeIfAbsent(
                agent,
                executed -> new DelegatedTask(
                        classifier.expectedOutcome(executed).value(),
                        classifier.typeOf(executed).specialization().equals("planning"),
                        TaskDescription.of(executed.description()).keywords(rules)));
    }

    /** @param outcome null when neither description nor type say */
    private record DelegatedTask(@Nullable ExpectedOutcome outcome, boolean plans, Set<String> keywords) {}
}
