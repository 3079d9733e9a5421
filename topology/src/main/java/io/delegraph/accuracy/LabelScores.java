package io.delegraph.accuracy;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What readers say of workflows against what Delegraph says. */
public final class LabelScores {
    private final Watched watched;
    private final Scores scores;

    private LabelScores(Watched watched, Scores scores) {
        this.watched = watched;
        this.scores = scores;
    }

    public static Scores of(String title, List<WorkflowLabel> labels, Watched watched) {
        LabelScores comparison = new LabelScores(watched, new Scores(title));
        labels.forEach(comparison::compare);
        return comparison.scores;
    }

    private void compare(WorkflowLabel label) {
        Optional<Said> found = watched.of(label.session());
        if (found.isEmpty()) {
            scores.compare("orchestration", "session " + label.session(), label.orchestration(), null);
            return;
        }
        Said said = found.get();
        Optional<WorkflowSummary> workflow = label.call() == null
                ? said.workflows().stream()
                        .filter(it -> it.workflowId().contains(label.prompt()))
                        .findFirst()
                : said.started(label.call()).map(AgentLifecycle::workflowId).flatMap(said::workflow);
        String what = "session " + label.session() + " " + (label.call() == null ? label.prompt() : label.call());
        scores.compare(
                "orchestration",
                what,
                label.orchestration(),
                workflow.map(it -> Json.word(it.graph().orchestration())).orElse(null));
        label.agents().forEach(team -> team(team, said, workflow.orElse(null), what));
        label.delegations().forEach(delegation -> delegation(delegation, label, said));
        relations(label, said);
    }

    private void team(WorkflowLabel.Team team, Said said, WorkflowSummary workflow, String what) {
        Optional<Delegator> delegator = team.agent().equals("root")
                ? Optional.ofNullable(workflow).flatMap(it -> said.delegator(it.workflowId()))
                : said.started(team.agent()).map(AgentLifecycle::agentId).flatMap(said::delegator);
        scores.compare(
                "strategy",
                what + " " + team.agent(),
                team.strategy(),
                delegator.map(it -> Json.word(it.strategy())).orElse(null));
        if (team.orchestrator() != null) {
            scores.compare(
                    "orchestrates",
                    what + " " + team.agent(),
                    team.orchestrator().toString(),
                    delegator.map(it -> Boolean.toString(it.orchestrator())).orElse(null));
        }
    }

    private void delegation(WorkflowLabel.Delegation delegation, WorkflowLabel label, Said said) {
        String what = "session " + label.session() + " " + delegation.call();
        Map<String, String> fields = Fields.of(said.started(delegation.call())
                .map(agent -> said.context(agent.agentId()))
                .orElse(null));
        fields.forEach((field, value) -> scores.filled(field, value != null));
        String strategy = label.agents().size() == 1 ? label.agents().getFirst().strategy() : null;
        compare("agent_specialization", what, delegation.specialization(), fields);
        compare("delegation_strategy", what, strategy, fields);
        compare("workflow_orchestration", what, label.orchestration(), fields);
        compare("delegation_reason", what, delegation.delegationReason(), fields);
        compare("expected_outcome", what, delegation.expectedOutcome(), fields);
        compare("resource_allocation", what, delegation.resourceAllocation(), fields);
        compare("coordination_pattern", what, delegation.coordination(), fields);
    }

    private void compare(String field, String what, String truth, Map<String, String> fields) {
        if (truth != null) {
            scores.compare(field, what, truth, fields.get(field));
        }
    }

    private void relations(WorkflowLabel label, Said said) {
        Pairs pairs = new Pairs();
        for (WorkflowLabel.Related related : label.relations()) {
            pairs.isTrue(related.kind().replace('_', '-'), agent(related.from(), said), agent(related.to(), said));
        }
        Set<String> agents =
                label.delegations().stream().map(it -> agent(it.call(), said)).collect(Collectors.toSet());
        pairs.compare(label.session(), said.relations(), agents, scores);
    }

    private static String agent(String call, Said said) {
        return said.started(call).map(AgentLifecycle::agentId).orElse(call);
    }
}
