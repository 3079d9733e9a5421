package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call that a program and some of its words make out.
 *
 * @param program its name in lower case
 * @param words each must accept a whole argument, in this order, with others between them
 */
record ProgramWords(CommandFeature feature, String program, List<Predicate<String>> words) {
    /** What has a meaning in a pattern. */
    private static final Pattern META = Pattern.compile("[\\\\.\\[\\](){}*+?|^$]");

    /** {@code words}: patterns. */
    static ProgramWords of(CommandFeature feature, String program, String... words) {
        return new ProgramWords(
                feature, program, Arrays.stream(words).map(ProgramWords::word).toList());
    }

    /** Most are plain words, which need no matcher. */
    private static Predicate<String> word(String pattern) {
        return META.matcher(pattern).find() ? Pattern.compile(pattern).asMatchPredicate() : pattern::equals;
    }

    /** Whether a call of the program is one. */
    private boolean matches(ProgramCall call) {
        int found = 0;
        for (String word : call.arguments()) {
            if (found < words.size() && words.get(found).test(word)) {
                found++;
            }
        }
        return found == words.size();
    }

    static Map<String, List<ProgramWords>> byProgram(ProgramWords... calls) {
        return Arrays.stream(calls).collect(Collectors.groupingBy(ProgramWords::program));
    }

    /** The features of those of the calls, by program, that this one is. */
    static List<CommandFeature> features(Map<String, List<ProgramWords>> calls, ProgramCall call) {
        List<CommandFeature> features = new ArrayList<>();
        for (ProgramWords words : calls.getOrDefault(call.name(), List.of())) {
            if (words.matches(call)) {
                features.add(words.feature);
            }
        }
        return features;
    }
}
