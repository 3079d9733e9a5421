package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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

    boolean matches(ProgramCall call) {
        if (!call.name().equals(program)) {
            return false;
        }
        int found = 0;
        for (String word : call.arguments()) {
            if (found < words.size() && words.get(found).matcher(word).matches()) {
                found++;
            }
        }
        return found == words.size();
    }

    static Set<String> programs(List<ProgramWords> calls) {
        Set<String> programs = new HashSet<>();
        calls.forEach(call -> programs.add(call.program));
        return programs;
    }
}
