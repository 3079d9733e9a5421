package io.delegraph.tools.accuracy;

import io.delegraph.lifecycle.Policies;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.tools.demo.DemoEvent;
import io.delegraph.tools.demo.DemoSchedule;
import io.delegraph.tools.demo.DemoSettings;
import io.delegraph.tools.demo.truth.FactNames;
import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.replay.Hook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the results for the hooks of demos with their truth, wherever it can be known. */
public final class DemoScores {
    /** An arbitrary time, because nothing depends on it. */
    private static final long START = 1_795_361_668_448L;

    /** The context's fields by the fact with their truth. */
    private static final Map<String, String> FIELDS = Map.of(
            FactNames.SPECIALIZATION, "agent_specialization",
            FactNames.REASON, "delegation_reason",
            FactNames.EXPECTED_OUTCOME, "expected_outcome",
            FactNames.ALLOCATION, "resource_allocation",
            FactNames.COORDINATION, "coordination_pattern");

    /**
     * Tolerances of amounts; facts and fields have the same names. Counts are exact. A hook has a timestamp up to 100 ms after the event,
     * so a duration may be off by 200 ms, and a share of a run, which takes at least 10 s, by 0.02.
     */
    private static final Map<String, Double> TOLERANCES = Map.of(
            FactNames.EFFICIENCY, 0.02,
            FactNames.USAGE, 0.0,
            FactNames.COMPLETION_TIME, 200.0,
            FactNames.MESSAGES, 0.0,
            FactNames.TRANSFER, 0.0,
            FactNames.SYNC_POINTS, 0.0);

    private final Scores scores;
    private final Map<String, String> strategies = new LinkedHashMap<>();
    private final Map<String, String> orchestrations = new LinkedHashMap<>();

    private DemoScores(Scores scores) {
        this.scores = scores;
    }

    /** Scores over {@code seeds} demos of {@code sessions} sessions each. */
    public static Scores of(int seeds, int sessions, Policies policies) {
        Scores scores = new Scores("demo, " + seeds + " seeds of " + sessions + " sessions");
        for (int seed = 1; seed <= seeds; seed++) {
            new DemoScores(scores)
                    .play(new DemoSchedule(new DemoSettings(seed, 1, sessions, 1, null), START), policies);
        }
        return scores;
    }

    private void play(DemoSchedule schedule, Policies policies) {
        List<Label> labels = new ArrayList<>();
        InMemorySessions watched = new InMemorySessions(policies);
        while (schedule.hasNext()) {
            switch (schedule.next()) {
                case DemoEvent.LabelsKnown reveal -> labels.addAll(reveal.labels());
                case DemoEvent.HookDue fire -> {
                    Hook hook = fire.hook();
                    watched.add(hook.envelope(), Math.max(hook.firedAt(), START));
                }
            }
        }
        Map<String, List<Label>> sessions = labels.stream()
                .filter(label -> label.session() != null)
                .collect(Collectors.groupingBy(Label::session, LinkedHashMap::new, Collectors.toList()));
        sessions.forEach((session, all) -> watched.of(session).ifPresent(reported -> session(session, all, reported)));
    }

    private void session(String session, List<Label> labels, ReportedSession reported) {
        RelationScores pairs = new RelationScores();
        for (Label label : labels) {
            String name = "session " + session + " " + label.subject();
            switch (label.fact()) {
                case FactNames.HAND_OFF_FROM -> relation("hand-off", label, pairs);
                case FactNames.PEER_OF -> relation("peer", label, pairs);
                case FactNames.STRATEGY -> {
                    if (label.knowable()) {
                        strategies.put(label.subject(), label.value());
                        scores.compare("strategy", name, label.value(), strategy(label, reported));
                    }
                }
                case FactNames.ORCHESTRATES -> {
                    if (label.knowable()) {
                        scores.compare("orchestrates", name, label.value(), orchestrates(label, reported));
                    }
                }
                case FactNames.ORCHESTRATION -> {
                    if (label.knowable()) {
                        orchestrations.put(label.subject(), label.value());
                        scores.compare("orchestration", name, label.value(), orchestration(label, reported));
                    }
                }
                default -> field(label, reported, name);
            }
        }
        Set<String> agents =
                reported.agents().stream().map(AgentLifecycle::agentId).collect(Collectors.toSet());
        pairs.compare(session, reported.relations(), agents, scores);
        reported.agents().forEach(agent -> agent(agent, reported));
    }

    private static void relation(String kind, Label label, RelationScores pairs) {
        String from = Objects.requireNonNull(label.value(), "a relation has two ends");
        if (label.knowable()) {
            pairs.addTrue(kind, from, label.requiredSubject());
        } else {
            pairs.addUnknowable(kind, from, label.requiredSubject());
        }
    }

    private static @Nullable String strategy(Label label, ReportedSession reported) {
        return reported.delegator(label.requiredSubject())
                .map(Delegator::strategy)
                .map(Json::word)
                .orElse(null);
    }

    private static @Nullable String orchestrates(Label label, ReportedSession reported) {
        return reported.delegator(label.requiredSubject())
                .map(Delegator::orchestrator)
                .map(Object::toString)
                .orElse(null);
    }

    private static @Nullable String orchestration(Label label, ReportedSession reported) {
        return reported.workflow(label.requiredSubject())
                .map(workflow -> Json.word(ReportedSession.graph(workflow).orchestration()))
                .orElse(null);
    }

    private void field(Label label, ReportedSession reported, String name) {
        if (!label.knowable()) {
            return;
        }
        Map<String, @Nullable String> fields =
                ContextFields.of(label.subject() == null ? null : reported.context(label.subject()));
        if (FIELDS.containsKey(label.fact())) {
            String field = FIELDS.get(label.fact());
            scores.compare(field, name, label.value(), fields.get(field));
        } else if (TOLERANCES.containsKey(label.fact())) {
            String value = fields.get(label.fact());
            scores.compare(
                    label.fact(),
                    name,
                    Double.parseDouble(label.value()),
                    value == null ? null : (Double) Double.parseDouble(value),
                    TOLERANCES.get(label.fact()));
        }
    }

    /** Compares what an agent inherits from its parent and its workflow, and counts filled fields. */
    private void agent(AgentLifecycle agent, ReportedSession reported) {
        Map<String, @Nullable String> fields = ContextFields.of(reported.context(agent.agentId()));
        fields.forEach((field, value) -> scores.filled(field, value != null));
        String name = "session " + agent.sessionId() + " " + agent.agentId();
        String delegator = AgentId.ROOT.equals(agent.parentAgentId()) ? agent.workflowId() : agent.parentAgentId();
        inherited("delegation_strategy", name, strategies.get(delegator), fields);
        inherited("workflow_orchestration", name, orchestrations.get(agent.workflowId()), fields);
    }

    private void inherited(String field, String name, @Nullable String truth, Map<String, @Nullable String> fields) {
        if (truth != null) {
            scores.compare(field, name, truth, fields.get(field));
        }
    }
}
