package io.delegraph.tools.accuracy;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What readers say of workflows against what Delegraph says. */
public final class LabelScores {
    /**
     * How far off amounts may be. What is counted is exact. The client's own watch runs while the agent does, the transcript's from the
     * call's message to the answer's: half of these are more than 270 ms apart.
     */
    private static final Map<String, Double> TOLERANCES = Map.of(
            "efficiency", 0.0,
            "resource_usage", 0.0,
            "completion_time_ms", 1_000.0,
            "message_count", 0.0,
            "data_transfer_chars", 0.0,
            "sync_points", 0.0);

    private final InMemorySessions sessions;
    private final @Nullable RawTranscripts raw;
    private final Scores scores;

    private LabelScores(InMemorySessions watched, @Nullable RawTranscripts raw, Scores scores) {
        this.sessions = watched;
        this.raw = raw;
        this.scores = scores;
    }

    /** {@code raw} has the amounts, which no reader labels; null where there are no transcripts. */
    public static Scores of(
            String title, List<WorkflowLabel> labels, InMemorySessions watched, @Nullable RawTranscripts raw) {
        LabelScores comparison = new LabelScores(watched, raw, new Scores(title));
        TOLERANCES
                .keySet()
                .forEach(field -> comparison.scores.noTruth(
                        field,
                        raw == null
                                ? "a recording has nothing to measure it by but its hooks"
                                : "no transcript tells of waits for a person"));
        labels.forEach(comparison::compare);
        return comparison.scores;
    }

    private void compare(WorkflowLabel label) {
        Optional<ReportedSession> found = session(label);
        if (found.isEmpty()) {
            scores.compare("orchestration", "session " + label.session(), label.orchestration(), null);
            return;
        }
        ReportedSession reported = found.get();
        Optional<WorkflowSummary> workflow = label.call() == null
                ? reported.workflows().stream()
                        .filter(it -> it.workflowId().contains(label.prompt()))
                        .findFirst()
                : reported.started(label.call()).map(AgentLifecycle::workflowId).flatMap(reported::workflow);
        String what = "session " + label.session() + " " + (label.call() == null ? label.prompt() : label.call());
        scores.compare(
                "orchestration",
                what,
                label.orchestration(),
                workflow.map(it -> Json.word(ReportedSession.graph(it).orchestration()))
                        .orElse(null));
        label.agents().forEach(team -> team(team, reported, workflow.orElse(null), what));
        label.delegations().forEach(delegation -> delegation(delegation, label, reported));
        relations(label, reported);
    }

    /** The labelled session, or where its call was made: a fork begins with a copy of what happened in another one. */
    private Optional<ReportedSession> session(WorkflowLabel label) {
        Optional<ReportedSession> named = sessions.of(label.session());
        String call = label.call();
        return call != null
                        && named.map(reported -> reported.started(call).isEmpty())
                                .orElse(true)
                ? sessions.ofCall(call).or(() -> named)
                : named;
    }

    private void team(
            WorkflowLabel.DelegatorLabel team,
            ReportedSession reported,
            @Nullable WorkflowSummary workflow,
            String what) {
        Optional<Delegator> delegator = team.agent().equals(AgentId.ROOT)
                ? Optional.ofNullable(workflow).flatMap(it -> reported.delegator(it.workflowId()))
                : reported.started(team.agent()).map(AgentLifecycle::agentId).flatMap(reported::delegator);
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

    private void delegation(WorkflowLabel.DelegationLabel delegation, WorkflowLabel label, ReportedSession reported) {
        String what = "session " + label.session() + " " + delegation.call();
        Map<String, @Nullable String> fields = ContextFields.of(reported.started(delegation.call())
                .map(agent -> reported.context(agent.agentId()))
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
        if (raw != null) {
            raw.of(label.session(), delegation.call()).forEach((field, truth) -> amount(field, what, truth, fields));
        }
    }

    private void amount(String field, String what, double truth, Map<String, @Nullable String> fields) {
        String value = fields.get(field);
        Double said = value == null ? null : (Double) Double.parseDouble(value);
        scores.compare(
                field,
                what,
                truth,
                said,
                Objects.requireNonNull(TOLERANCES.get(field), "every amount has its tolerance"));
    }

    private void compare(String field, String what, @Nullable String truth, Map<String, @Nullable String> fields) {
        if (truth != null) {
            scores.compare(field, what, truth, fields.get(field));
        }
    }

    private void relations(WorkflowLabel label, ReportedSession reported) {
        RelationScores pairs = new RelationScores();
        for (WorkflowLabel.RelationLabel related : label.relations()) {
            pairs.addTrue(
                    related.kind().replace('_', '-'), agent(related.from(), reported), agent(related.to(), reported));
        }
        Set<String> agents = label.delegations().stream()
                .map(it -> agent(it.call(), reported))
                .collect(Collectors.toSet());
        pairs.compare(label.session(), reported.relations(), agents, scores);
    }

    private static String agent(String call, ReportedSession reported) {
        return reported.started(call).map(AgentLifecycle::agentId).orElse(call);
    }
}
