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

/** Compares the results for workflows with labels by human readers. */
public final class LabelScores {
    /**
     * Tolerances of amounts. Counts are exact. The client measures the time of the agent, the transcript from the call's message to the
     * answer's: half of these are more than 270 ms apart.
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

    /** {@code raw} contains amounts, which no reader labels; null without transcripts. */
    public static Scores of(
            String title, List<WorkflowLabel> labels, InMemorySessions watched, @Nullable RawTranscripts raw) {
        LabelScores comparison = new LabelScores(watched, raw, new Scores(title));
        TOLERANCES
                .keySet()
                .forEach(field -> comparison.scores.noTruth(
                        field,
                        raw == null
                                ? "a recording has nothing to measure it by but its hooks"
                                : "transcripts contain no waits for a person"));
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
                        .filter(candidate -> candidate.workflowId().contains(label.prompt()))
                        .findFirst()
                : reported.started(label.call()).map(AgentLifecycle::workflowId).flatMap(reported::workflow);
        String name = "session " + label.session() + " " + (label.call() == null ? label.prompt() : label.call());
        scores.compare(
                "orchestration",
                name,
                label.orchestration(),
                workflow.map(summary -> Json.word(ReportedSession.graph(summary).orchestration()))
                        .orElse(null));
        label.agents().forEach(team -> team(team, reported, workflow.orElse(null), name));
        label.delegations().forEach(delegation -> delegation(delegation, label, reported));
        relations(label, reported);
    }

    /** The labelled session, or the one with its call, because a fork begins with a copy of another session. */
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
            String name) {
        Optional<Delegator> delegator = team.agent().equals(AgentId.ROOT)
                ? Optional.ofNullable(workflow).flatMap(summary -> reported.delegator(summary.workflowId()))
                : reported.started(team.agent()).map(AgentLifecycle::agentId).flatMap(reported::delegator);
        scores.compare(
                "strategy",
                name + " " + team.agent(),
                team.strategy(),
                delegator.map(found -> Json.word(found.strategy())).orElse(null));
        if (team.orchestrator() != null) {
            scores.compare(
                    "orchestrates",
                    name + " " + team.agent(),
                    team.orchestrator().toString(),
                    delegator
                            .map(found -> Boolean.toString(found.orchestrator()))
                            .orElse(null));
        }
    }

    private void delegation(WorkflowLabel.DelegationLabel delegation, WorkflowLabel label, ReportedSession reported) {
        String name = "session " + label.session() + " " + delegation.call();
        Map<String, @Nullable String> fields = ContextFields.of(reported.started(delegation.call())
                .map(agent -> reported.context(agent.agentId()))
                .orElse(null));
        fields.forEach((field, value) -> scores.filled(field, value != null));
        String strategy = label.agents().size() == 1 ? label.agents().getFirst().strategy() : null;
        compare("agent_specialization", name, delegation.specialization(), fields);
        compare("delegation_strategy", name, strategy, fields);
        compare("workflow_orchestration", name, label.orchestration(), fields);
        compare("delegation_reason", name, delegation.delegationReason(), fields);
        compare("expected_outcome", name, delegation.expectedOutcome(), fields);
        compare("resource_allocation", name, delegation.resourceAllocation(), fields);
        compare("coordination_pattern", name, delegation.coordination(), fields);
        if (raw != null) {
            raw.of(label.session(), delegation.call()).forEach((field, truth) -> amount(field, name, truth, fields));
        }
    }

    private void amount(String field, String name, double truth, Map<String, @Nullable String> fields) {
        String value = fields.get(field);
        Double reported = value == null ? null : (Double) Double.parseDouble(value);
        scores.compare(
                field,
                name,
                truth,
                reported,
                Objects.requireNonNull(TOLERANCES.get(field), "every amount has its tolerance"));
    }

    private void compare(String field, String name, @Nullable String truth, Map<String, @Nullable String> fields) {
        if (truth != null) {
            scores.compare(field, name, truth, fields.get(field));
        }
    }

    private void relations(WorkflowLabel label, ReportedSession reported) {
        RelationScores pairs = new RelationScores();
        for (WorkflowLabel.RelationLabel related : label.relations()) {
            pairs.addTrue(
                    related.kind().replace('_', '-'), agent(related.from(), reported), agent(related.to(), reported));
        }
        Set<String> agents = label.delegations().stream()
                .map(delegation -> agent(delegation.call(), reported))
                .collect(Collectors.toSet());
        pairs.compare(label.session(), reported.relations(), agents, scores);
    }

    private static String agent(String call, ReportedSession reported) {
        return reported.started(call).map(AgentLifecycle::agentId).orElse(call);
    }
}
