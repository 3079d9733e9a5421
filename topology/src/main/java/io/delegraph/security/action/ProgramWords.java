package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call that a program and some of its words make out.
 *
 * @param program its name in lower case
 * @param words each must match a whole argument, in this order, with others between them
 */
record ProgramWords(CommandFeature feature, String program, List<Pattern> words) {
    static ProgramWords of(CommandFeature feature, String program, String... words) {
        return new ProgramWords(
                feature, program, Arrays.stream(words).map(Pattern::compile).toList());
    }

    /** Whether a call of the program is one. */
    boolean matches(ProgramCall call) {
        int found = 0;
        for (String word : call.arguments()) {
            if (found < words.size() && words.get(found).matcher(word).matches()) {
                found++;
            }
        }
        return found == words.size();
    }

    static Map<String, List<ProgramWords>> byProgram(ProgramWords... calls) {
        return Arrays.stream(calls).collect(Collectors.groupingBy(ProgramWords::program));
    }
}
