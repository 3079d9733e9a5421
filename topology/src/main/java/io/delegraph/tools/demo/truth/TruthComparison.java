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

/** Labels held against what Delegraph says. */
public final class TruthComparison {
    /** What is said of a session or agent that Delegraph does not know. */
    private static final String NOTHING = "(nothing)";

    private final SessionQueries answers;
    private final long now;
    private final Map<String, Optional<Hierarchy>> hierarchies = new HashMap<>();
    private final Map<String, Optional<List<TimelineEntry>>> events = new HashMap<>();

    private TruthComparison(SessionQueries answers, long now) {
        this.answers = answers;
        this.now = now;
    }

    /** Whether what is said is what is true, or at least what may be said. */
    public enum Verdict {
        AGREES,
        DIFFERS,
        /** What is not knowable, and nothing is said that must not be. */
        ALLOWED,
        /** What is not knowable, and something is said that must not be. */
        NOT_ALLOWED,
        /** What makes it known has not fired yet. */
        NOT_YET
    }

    /** One label with what is said, as a word. */
    public record LabelResult(Label label, String said, Verdict verdict) {
        /** For a person. */
        public String line() {
            String truth = label.knowable() ? label.value() : "one of " + label.maySay();
            return "session " + label.session() + " " + label.subject() + " " + label.fact() + ": said " + said
                    + ", true is " + truth;
        }
    }

    /** Of every label that Delegraph says something about; {@code now} is the moment up to which everything was sent, epoch ms. */
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
        String said = said(label);
        Verdict verdict = label.knowable()
                ? said.equals(label.value()) ? Verdict.AGREES : Verdict.DIFFERS
                : said.equals(NOTHING)
                                || label.maySay().isEmpty()
                                || label.maySay().contains(said)
                                || said.equals(label.value())
                        ? Verdict.ALLOWED
                        : Verdict.NOT_ALLOWED;
        return new LabelResult(label, said, verdict);
    }

    private String said(Label label) {
        return switch (label.fact()) {
            case FactNames.PARENT -> agent(label, AgentLifecycle::parentAgentId);
            case FactNames.LEVEL -> agent(label, AgentLifecycle::agentHierarchyLevel);
            case FactNames.TYPE -> agent(label, AgentLifecycle::agentType);
            case FactNames.BACKGROUND -> agent(label, AgentLifecycle::background);
            case FactNames.RUNS -> agent(label, AgentLifecycle::runs);
            case FactNames.OUTCOME -> agent(label, AgentLifecycle::state);
            case FactNames.REFUSAL -> refusal(label);
            case FactNames.PARENT_SESSION ->
                word(hierarchy(label.requiredSession()).map(it -> it.session().parentSessionId()));
            case FactNames.STARTED_BY ->
                word(hierarchy(label.requiredSession()).stream()
                        .flatMap(it -> it.session().children().stream())
                        .filter(child -> child.sessionId().equals(label.subject()))
                        .map(SessionSummary.Child::agentId)
                        .filter(Objects::nonNull)
                        .findFirst());
            default -> throw new IllegalArgumentException("nothing is said about " + label.fact());
        };
    }

    private String agent(Label label, Function<AgentLifecycle, Object> field) {
        return word(hierarchy(label.requiredSession()).stream()
                .flatMap(it -> it.agents().stream())
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

    private static String word(Optional<?> said) {
        return said.map(Object::toString).orElse(NOTHING);
    }
}
