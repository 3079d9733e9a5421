package io.delegraph.analysis.patterns;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The short description of a delegation. */
final class TaskDescription {
    /** Number of leading words searched for a verb: "first review", "please fix", "then run". */
    private static final int MAX_LEADING_WORDS = 3;

    /** Minimum length of a keyword. */
    private static final int MIN_KEYWORD_LENGTH = 3;

    private final List<String> words;

    private TaskDescription(List<String> words) {
        this.words = words;
    }

    /** Null counts as a description without words. */
    static TaskDescription of(@Nullable String text) {
        return new TaskDescription(
                text == null
                        ? List.of()
                        : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                                .filter(word -> !word.isEmpty())
                                .toList());
    }

    /** The outcome that the first verb among the leading words requests, with that verb; null when none is known. */
    @Nullable
    Classification<ExpectedOutcome> expectedOutcome(PatternRules rules) {
        for (String word : words.subList(0, Math.min(MAX_LEADING_WORDS, words.size()))) {
            for (ExpectedOutcome outcome : ExpectedOutcome.values()) {
                if (rules.verbs().getOrDefault(outcome, List.of()).contains(word)) {
                    return new Classification<>(outcome, "its description says \"" + word + "\"");
                }
            }
        }
        return null;
    }

    /** The first verb among the leading words; null when none is known. */
    @Nullable
    String verb(PatternRules rules) {
        return words.subList(0, Math.min(MAX_LEADING_WORDS, words.size())).stream()
                .filter(word -> rules.verbs().values().stream().anyMatch(verbs -> verbs.contains(word)))
                .findFirst()
                .orElse(null);
    }

    /** The keywords: words without verbs and stopwords, with a plural's s removed. */
    Set<String> keywords(PatternRules rules) {
        Set<String> verbs = new TreeSet<>();
        rules.verbs().values().forEach(verbs::addAll);
        Set<String> keywords = new TreeSet<>();
        for (String word : words) {
            if (word.length() >= MIN_KEYWORD_LENGTH
                    && !verbs.contains(word)
                    && !rules.stopwords().contains(word)) {
                keywords.add(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
            }
        }
        return keywords;
    }
}
