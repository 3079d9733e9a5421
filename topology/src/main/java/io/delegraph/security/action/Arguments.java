package io.delegraph.security.action;

import io.delegraph.security.shell.ProgramCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments of a program, options apart from the rest.
 *
 * @param options as written, up to {@code --}
 * @param operands what is no option and no option's value
 */
record Arguments(List<String> options, List<String> operands) {
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
                        || (name.length() == 2 ? hasLetter(option, name.charAt(1)) : hasValue(option, name))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the letter is one of several behind one dash. */
    private static boolean hasLetter(String option, char letter) {
        if (letter == '-' || option.indexOf(letter) < 1) {
            return false;
        }
        for (int at = 1; at < option.length(); at++) {
            char lower = (char) (option.charAt(at) | 0x20);
            if (lower < 'a' || lower > 'z') {
                return false;
            }
        }
        return true;
    }

    /** Whether a long option has its value behind it. */
    private static boolean hasValue(String option, String name) {
        return name.startsWith("--")
                && option.length() > name.length()
                && option.charAt(name.length()) == '='
                && option.startsWith(name);
    }
}
