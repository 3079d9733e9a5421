package io.delegraph.security.shell;

import org.jspecify.annotations.Nullable;

/** A command line while it is read from its beginning to its end. */
final class ShellInput {
    private static final char END = '\0';

    /** Characters that stand for themselves in an unquoted word, by their code. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            PLAIN[c] = true;
            PLAIN[Character.toUpperCase(c)] = true;
        }
        for (char c : "0123456789-_./:=+@%^#*?[]!".toCharArray()) {
            PLAIN[c] = true;
        }
    }

    private final String text;
    private int at;

    /** The line break after which the bodies of here-documents stand, -1 when there are none. */
    private int bodiesAt = -1;

    private int bodiesEnd;

    ShellInput(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next character, {@code '\0'} at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    char next() {
        return at < text.length() ? text.charAt(at++) : END;
    }

    void skip(int characters) {
        at = Math.min(text.length(), at + characters);
    }

    void skipAll() {
        at = text.length();
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    /** The word that begins here, and goes beyond it; null when none does, and when it has something in it that is expanded or quoted. */
    @Nullable
    String plainWord() {
        int end = at;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        if (end == at || !endsPlainWord(end)) {
            return null;
        }
        String word = text.substring(at, end);
        at = end;
        return word;
    }

    private boolean endsPlainWord(int end) {
        if (end == text.length()) {
            return true;
        }
        char c = text.charAt(end);
        // a bracket behind a sign of equality opens an array
        return WordReader.ENDS.indexOf(c) >= 0 && (c != '(' || text.charAt(end - 1) != '=');
    }

    private static boolean isPlain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }

    /** Goes beyond spaces, joined lines and comments, up to a line break at most. */
    void skipBlanks() {
        while (!atEnd()) {
            char c = peek();
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '\\' && peek(1) == '\n') {
                at += 2;
            } else if (c == '\\' && peek(1) == '\r' && peek(2) == '\n') {
                at += 3;
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return;
            }
        }
    }

    /** Goes beyond a line break and the here-documents behind it. */
    void skipLineBreak() {
        if (at == bodiesAt) {
            at = bodiesEnd;
            bodiesAt = -1;
        } else {
            at++;
        }
    }

    /** What stands up to {@code end}, and goes beyond it; all that is left when it does not come. */
    String upTo(char end) {
        int to = text.indexOf(end, at);
        String part = text.substring(at, to < 0 ? text.length() : to);
        at = to < 0 ? text.length() : to + 1;
        return part;
    }

    /** What stands up to the back quote that ends a substitution, without the backslashes in front of inner ones. */
    String upToBackQuote() {
        StringBuilder part = new StringBuilder();
        while (!atEnd()) {
            char c = next();
            if (c == '`') {
                break;
            }
            if (c == '\\' && (peek() == '`' || peek() == '\\' || peek() == '$')) {
                c = next();
            }
            part.append(c);
        }
        return part.toString();
    }

    /** Goes beyond a bracket and what it closes, counted; quotes are gone beyond too. */
    void skipBalanced(char open, char close) {
        int depth = 0;
        while (!atEnd()) {
            char c = next();
            if (c == open) {
                depth++;
            } else if (c == close && --depth <= 0) {
                return;
            } else if (c == '\\') {
                at++;
            } else if (c == '\'') {
                upTo('\'');
            }
        }
    }

    /** The body of a here-document whose operator and delimiter were just read; it stands behind the current line. */
    String hereDocument(String delimiter, boolean stripTabs) {
        if (bodiesAt < 0) {
            int lineEnd = text.indexOf('\n', at);
            if (lineEnd < 0) {
                return "";
            }
            bodiesAt = lineEnd;
            bodiesEnd = lineEnd + 1;
        }
        int from = bodiesEnd;
        int line = from;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            int next = end < 0 ? text.length() : end + 1;
            String content = text.substring(line, end < 0 ? text.length() : end).stripTrailing();
            if ((stripTabs ? content.stripLeading() : content).equals(delimiter)) {
                bodiesEnd = next;
                return text.substring(from, line);
            }
            line = next;
        }
        bodiesEnd = text.length();
        return text.substring(Math.min(from, text.length()));
    }
}
