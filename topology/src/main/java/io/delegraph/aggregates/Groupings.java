package io.delegraph.aggregates;

import static io.delegraph.aggregates.Dimension.*;
import static io.delegraph.aggregates.Grouping.by;
import static io.delegraph.aggregates.Subject.BEHAVIOUR;
import static io.delegraph.aggregates.Subject.DELEGATION;
import static io.delegraph.aggregates.Subject.PAIR;
import static io.delegraph.aggregates.Subject.PART;
import static io.delegraph.aggregates.Subject.WORKFLOW;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The groupings that are kept: single dimensions and a few pairs, never the full product. Append only: a stored row records to how many of
 * them it was added, so that it is subtracted from exactly these.
 */
public final class Groupings {
    private static final List<Grouping> DELEGATIONS = List.of(
            by(DELEGATION),
            by(DELEGATION, AGENT_TYPE),
            by(DELEGATION, OUTCOME),
            by(DELEGATION, LEVEL),
            by(DELEGATION, STRATEGY),
            by(DELEGATION, ORCHESTRATION),
            by(DELEGATION, COORDINATION_PATTERN),
            by(DELEGATION, EXPECTED_OUTCOME),
            by(DELEGATION, REASON),
            by(DELEGATION, PROJECT),
            by(DELEGATION, USER),
            by(DELEGATION, AGENT_TYPE, OUTCOME),
            by(DELEGATION, AGENT_TYPE, EXPECTED_OUTCOME),
            by(DELEGATION, PROJECT, AGENT_TYPE));

    private static final List<Grouping> WORKFLOWS = List.of(
            by(WORKFLOW),
            by(WORKFLOW, OUTCOME),
            by(WORKFLOW, STRATEGY),
            by(WORKFLOW, ORCHESTRATION),
            by(WORKFLOW, PROJECT),
            by(WORKFLOW, USER),
            by(WORKFLOW, DECLARED),
            by(WORKFLOW, DECLARED_DELEGATE),
            by(WORKFLOW, DECLARED_CONCURRENCY),
            by(WORKFLOW, DECLARED_WAVE_MODE),
            by(WORKFLOW, DECLARED_WAVE_STRATEGY),
            by(WORKFLOW, DECLARED_LOOP),
            by(WORKFLOW, PROJECT, ORCHESTRATION),
            by(WORKFLOW, DECLARED_WAVE_STRATEGY, ORCHESTRATION));

    private static final List<Grouping> PARTS = List.of(by(PART, AGENT_TYPE), by(PART, PROJECT, AGENT_TYPE));

    private static final List<Grouping> PAIRS = List.of(by(PAIR), by(PAIR, PARENT_TYPE, AGENT_TYPE));

    private static final List<Grouping> STAGES = List.of(by(Subject.STAGE, ORCHESTRATION, Dimension.STAGE));

    private static final List<Grouping> BEHAVIOURS = List.of(by(BEHAVIOUR, AGENT_TYPE));

    private static final Map<Subject, Map<String, Grouping>> BY_NAME = Arrays.stream(Subject.values())
            .collect(Collectors.toUnmodifiableMap(
                    subject -> subject,
                    subject -> of(subject).stream()
                            .collect(Collectors.toUnmodifiableMap(Grouping::name, grouping -> grouping))));

    private Groupings() {}

    public static List<Grouping> of(Subject subject) {
        return switch (subject) {
            case DELEGATION -> DELEGATIONS;
            case WORKFLOW -> WORKFLOWS;
            case PART -> PARTS;
            case PAIR -> PAIRS;
            case STAGE -> STAGES;
            case BEHAVIOUR -> BEHAVIOURS;
        };
    }

    public static Optional<Grouping> find(Subject subject, String name) {
        return Optional.ofNullable(Objects.requireNonNull(BY_NAME.get(subject), "every subject has groupings")
                .get(name));
    }

    public static List<String> names(Subject subject) {
        return of(subject).stream().map(Grouping::name).toList();
    }
}
