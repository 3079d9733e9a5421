package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a command line, expanded as far as it can be without a run.
 *
 * @param quoted whether part of it is quoted, so that it is no reserved word
 * @param plain whether it stands for nothing but its characters
 * @param substituted the calls whose output is part of it
 */
record Word(String text, boolean quoted, boolean plain, List<ProgramCall> substituted) {
    /** Words that one may become by its braces. */
    private static final int MAX_WORDS = 64;

    /** Braces of a word that are expanded; one with more stays as it is. */
    private static final int MAX_BRACES = 8;

    static Word plain(String text) {
        return new Word(text, false, true, List.of());
    }

    /** The words that it becomes: split where an unquoted variable has spaces, and multiplied by its braces. */
    List<String> fields() {
        if (text.indexOf(Placeholders.FIELD_BREAK) < 0 && text.indexOf(Placeholders.BRACE_OPEN) < 0) {
            return List.of(literal(text));
        }
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int to = 0; to <= text.length(); to++) {
            if (to == text.length() || text.charAt(to) == Placeholders.FIELD_BREAK) {
                if (to > from) {
                    expandBraces(text.substring(from, to), fields);
                }
                from = to + 1;
            }
        }
        return fields;
    }

    /** As one word, whatever it has: what an assignment or a redirection takes. */
    String whole() {
        return plain ? text : literal(text.replace(Placeholders.FIELD_BREAK, ' '));
    }

    private static void expandBraces(String word, List<String> fields) {
        if (word.chars().filter(c -> c == Placeholders.BRACE_OPEN).count() > MAX_BRACES) {
            fields.add(literal(word));
            return;
        }
        int open = word.indexOf(Placeholders.BRACE_OPEN);
        int close = open < 0 ? -1 : closing(word, open);
        List<String> choices = close < 0 ? List.of() : choices(word.substring(open + 1, close));
        if (choices.size() < 2) {
            fields.add(literal(word));
            return;
        }
        for (String choice : choices) {
            if (fields.size() >= MAX_WORDS) {
                return;
            }
            expandBraces(word.substring(0, open) + choice + word.substring(close + 1), fields);
        }
    }

    private static int closing(String word, int open) {
        int depth = 0;
        for (int at = open; at < word.length(); at++) {
            if (word.charAt(at) == Placeholders.BRACE_OPEN) {
                depth++;
            } else if (word.charAt(at) == Placeholders.BRACE_CLOSE && --depth == 0) {
                return at;
            }
        }
        return -1;
    }

    private static List<String> choices(String inside) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at <= inside.length(); at++) {
            char c = at < inside.length() ? inside.charAt(at) : Placeholders.BRACE_COMMA;
            if (c == Placeholders.BRACE_OPEN) {
                depth++;
            } else if (c == Placeholders.BRACE_CLOSE) {
                depth--;
            } else if (c == Placeholders.BRACE_COMMA && (depth == 0 || at == inside.length())) {
                choices.add(inside.substring(from, at));
                from = at + 1;
            }
        }
        return choices;
    }

    private static String literal(String word) {
        return word.replace(Placeholders.BRACE_OPEN, '{')
                .replace(Placeholders.BRACE_CLOSE, '}')
                .replace(Placeholders.BRACE_COMMA, ',');
    }
}
