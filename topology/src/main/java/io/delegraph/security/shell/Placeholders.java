package io.delegraph.security.shell;

/**
 * Characters that stand in a word for what only a run of the shell would put there. They are of the private use area; the parser replaces
 * those that an input has by {@link #UNKNOWN}, so that nobody can write them.
 */
public final class Placeholders {
    /** The value of an unknown variable, or the output of a command. */
    public static final char UNKNOWN = '\uE000';

    /** The home directory of the user. */
    public static final char HOME = '\uE001';

    /** Where a word is split into two, because an unquoted variable has a space there. */
    static final char FIELD_BREAK = '\uE002';

    /** An opening brace that is not quoted. */
    static final char BRACE_OPEN = '\uE003';

    /** A closing brace that is not quoted. */
    static final char BRACE_CLOSE = '\uE004';

    /** A comma that is not quoted. */
    static final char BRACE_COMMA = '\uE005';

    private Placeholders() {}

    /** Whether part of the word is known only to a run. */
    public static boolean hasUnknown(String word) {
        return word.indexOf(UNKNOWN) >= 0;
    }

    /** An input without characters of these meanings. */
    static String withoutPlaceholders(String input) {
        StringBuilder cleaned = null;
        for (int at = 0; at < input.length(); at++) {
            if (isPlaceholder(input.charAt(at))) {
                cleaned = cleaned == null ? new StringBuilder(input) : cleaned;
                cleaned.setCharAt(at, UNKNOWN);
            }
        }
        return cleaned == null ? input : cleaned.toString();
    }

    /** A character that an input writes by its code: itself, unless it is one of the above. */
    static char ofCode(char c) {
        return isPlaceholder(c) ? UNKNOWN : c;
    }

    private static boolean isPlaceholder(char c) {
        return c >= UNKNOWN && c <= BRACE_COMMA;
    }
}
