package io.delegraph.patterns;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The few words that a delegation is given. */
final class Description {
    /** Number of leading words searched for a verb: "first review", "please fix", "then run". */
    private static final int FIRST_WORDS = 3;

    /** Minimum length of a keyword. */
    private static final int KEYWORD = 3;

    private final List<String> words;

    private Description(List<String> words) {
        this.words = words;
    }

    /** Null is a description without words. */
    static Description of(String text) {
        return new Description(
                text == null
                        ? List.of()
                        : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                                .filter(word -> !word.isEmpty())
                                .toList());
    }

    /** What the first verb among its first words asks for, with that verb; null when none is known. */
    Judged<ExpectedOutcome> asks(Rules rules) {
        for (String word : words.subList(0, Math.min(FIRST_WORDS, words.size()))) {
            for (ExpectedOutcome outcome : ExpectedOutcome.values()) {
                if (rules.verbs().getOrDefault(outcome, List.of()).contains(word)) {
                    return new Judged<>(outcome, "its description says \"" + word + "\"");
                }
            }
        }
        return null;
    }

    /** The first verb among its first words; null when none is known. */
    String verb(Rules rules) {
        return words.subList(0, Math.min(FIRST_WORDS, words.size())).stream()
                .filter(word -> rules.verbs().values().stream().anyMatch(verbs -> verbs.contains(word)))
                .findFirst()
                .orElse(null);
    }

    /** What it is about: its words without verbs and stopwords, a plural's s dropped. */
    Set<String> keywords(Rules rules) {
        Set<String> verbs = new TreeSet<>();
        rules.verbs().values().forEach(verbs::addAll);
        Set<String> keywords = new TreeSet<>();
        for (String word : words) {
            if (word.length() >= KEYWORD
                    && !verbs.contains(word)
                    && !rules.stopwords().contains(word)) {
                keywords.add(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
            }
        }
        return keywords;
    }
}
