package io.delegraph.aggregates;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is counted. Append only: rows hold the position. */
public enum Subject {
    /** Every agent but a session's root, and every request that became none. */
    DELEGATION,
    /** Every prompt with what came of it. */
    WORKFLOW,
    /** Every type of agents in an analysed workflow, with all of its agents together. */
    PART,
    /** Every pair of types of which agents of the one delegated to the other in an analysed workflow, with all of them together. */
    PAIR,
    /** Every stage of an analysed wave, every iteration of an analysed loop. */
    STAGE;

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
