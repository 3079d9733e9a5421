package io.delegraph.aggregates;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The subjects that are counted. Append only: rows hold the position. */
public enum Subject {
    /** Every agent except a session's root, and every request without an agent. */
    DELEGATION,
    /** Every prompt with its whole workflow. */
    WORKFLOW,
    /** Every type of agents in an analysed workflow, all of its agents together. */
    PART,
    /** Every pair of a parent's and a child's type in an analysed workflow, all of its pairs of agents together. */
    PAIR,
    /** Every stage of an analysed wave, every iteration of an analysed loop. */
    STAGE,
    /** What agents of each type do, to compare others with: every ended agent, and every one that asked for others in an analysed workflow. */
    BEHAVIOUR;

    /** The sizes of the windows that are kept; fewer than all where only days are compared. */
    public List<WindowSize> windows() {
        return this == BEHAVIOUR ? List.of(WindowSize.DAY) : List.of(WindowSize.values());
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Subject> of(String word) {
        return Arrays.stream(values())
                .filter(subject -> subject.wireName().equals(word))
                .findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(Subject::wireName).toList();
    }
}
