package io.delegraph.tools.demo.truth;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Compares labels with the answers of an instance. */
public final class TruthComparison {
    /** The value for a session or agent that the instance does not know. */
    private static final String NOTHING = "(nothing)";

    private final SessionQueries answers;
    private final long now;
    private final Map<String, Optional<Hierarchy>> hierarchies = new HashMap<>();
    private final Map<String, Optional<List<TimelineEntry>>> events = new HashMap<>();

    private TruthComparison(SessionQueries answers, long now) {
        this.answers = answers;
        this.now = now;
    }

    /** The result of a comparison. */
    public enum Verdict {
        AGREES,
        DIFFERS,
        /** The fact is not knowable, and the answer is acceptable. */
        ALLOWED,
        /** The fact is not knowable, and the answer is not acceptable. */
        NOT_ALLOWED,
        /** The event that makes it known has not fired yet. */
        NOT_YET
    }

    /** One label with the reported value. */
    public record LabelResult(Label label, String reported, Verdict verdict) {
        /** A line for a person. */
        public String line() {
            String truth = label.knowable() ? label.value() : "one of " + label.maySay();
            return "session " + label.session() + " " + label.subject() + " " + label.fact() + ": reported " + reported
                    + ", true is " + truth;
        }
    }

    /** Compares every label that the answers cover; {@code now} is the time up to which everything was sent, epoch ms. */
    public static List<LabelResult> of(List<Label> labels, SessionQueries answers, long now) {
        TruthComparison comparison = new TruthComparison(answers, now);
        List<LabelResult> results = new ArrayList<>();
        for (Label label : labels) {
            if (FactNames.COMPARED.contains(label.fact())) {
                results.add(comparison.result(label));
            }
        }
        return results;
    }

    private LabelResult result(Label label) {
        Long knownAt = label.knownAt();
        if (label.knowable() && knownAt != null && knownAt > now) {
            return new LabelResult(label, NOTHING, Verdict.NOT_YET);
        }
        String reported = reportedValue(label);
        Verdict verdict = label.knowable()
                ? reported.equals(label.value()) ? Verdict.AGREES : Verdict.DIFFERS
                : reported.equals(NOTHING)
                                || label.maySay().isEmpty()
                                || label.maySay().contains(reported)
                                || reported.equals(label.value())
                        ? Verdict.ALLOWED
                        : Verdict.NOT_ALLOWED;
        return new LabelResult(label, reported, verdict);
    }

    private String reportedValue(Label label) {
        return switch (label.fact()) {
            case FactNames.PARENT -> agent(label, AgentLifecycle::parentAgentId);
            case FactNames.LEVEL -> agent(label, AgentLifecycle::agentHierarchyLevel);
            case FactNames.TYPE -> agent(label, AgentLifecycle::agentType);
            case FactNames.BACKGROUND -> agent(label, AgentLifecycle::background);
            case FactNames.RUNS -> agent(label, AgentLifecycle::runs);
            case FactNames.OUTCOME -> agent(label, AgentLifecycle::state);
            case FactNames.REFUSAL -> refusal(label);
            case FactNames.PARENT_SESSION ->
                word(hierarchy(label.requiredSession())
                        .map(hierarchy -> hierarchy.session().parentSessionId()));
            case FactNames.STARTED_BY ->
                word(hierarchy(label.requiredSession()).stream()
                        .flatMap(hierarchy -> hierarchy.session().children().stream())
                        .filter(child -> child.sessionId().equals(label.subject()))
                        .map(SessionSummary.Child::agentId)
                        .filter(Objects::nonNull)
                        .findFirst());
            default -> throw new IllegalArgumentException("nothing is reported about " + label.fact());
        };
    }

    private String agent(Label label, Function<AgentLifecycle, Object> field) {
        return word(hierarchy(label.requiredSession()).stream()
                .flatMap(hierarchy -> hierarchy.agents().stream())
                .filter(agent -> agent.agentId().equals(label.subject()))
                .findFirst()
                .map(field));
    }

    private String refusal(Label label) {
        return word(events.computeIfAbsent(label.session(), answers::events).stream()
                .flatMap(List::stream)
                .filter(entry -> label.requiredSubject().equals(entry.id()) && entry.error() != null)
                .map(TimelineEntry::error)
                .findFirst());
    }

    private Optional<Hierarchy> hierarchy(String sessionId) {
        return hierarchies.computeIfAbsent(sessionId, answers::hierarchy);
    }

    private static String word(Optional<?> value) {
        return value.map(Object::toString).orElse(NOTHING);
    }
}
