package io.delegraph.security.action;

import io.delegraph.security.shell.ProgramCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The arguments of a program, options apart from the rest.
 *
 * @param options as written, up to {@code --}
 * @param operands what is no option and no option's value
 */
record Arguments(List<String> options, List<String> operands) {
    private static final Pattern LETTERS = Pattern.compile("-[A-Za-z]+");

    /** {@code withValue}: options whose value is the next word. */
    static Arguments of(ProgramCall call, Set<String> withValue) {
        List<String> options = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        boolean ended = false;
        List<String> words = call.arguments();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (ended || !word.startsWith("-") || word.length() == 1) {
                operands.add(word);
            } else if (word.equals("--")) {
                ended = true;
            } else {
                options.add(word);
                if (withValue.contains(word)) {
                    at++;
                }
            }
        }
        return new Arguments(options, operands);
    }

    /** Whether one of the options is there; one letter also among several: {@code r} in {@code -fr}. */
    boolean has(String... names) {
        for (String name : names) {
            for (String option : options) {
                if (option.equals(name)
                        || option.startsWith(name + "=") && name.startsWith("--")
                        || name.length() == 2
                                && name.charAt(1) != '-'
                                && LETTERS.matcher(option).matches()
                                && option.indexOf(name.charAt(1)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
