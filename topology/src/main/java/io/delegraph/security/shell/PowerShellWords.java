package io.delegraph.security.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of a script of PowerShell, one after the other. */
final class PowerShellWords {
    private static final Pattern REDIRECTION = Pattern.compile("[1-6*]?>>?");
    private static final Pattern BEFORE_REDIRECTION = Pattern.compile("[1-6*]?>?");

    private static final String ENDS = " \t\r\n;|&(){}";

    /** Characters that variables may put into the words of one script. */
    private static final int MAX_EXPANDED_CHARS = 131_072;

    private final String text;
    private final ShellScope scope;
    private int at;
    private int expanded;

    /**
     * A word.
     *
     * @param items what it stands for: several for a list with commas
     * @param quoted whether it begins with a quotation mark or is a variable, so that it is a text and no command
     */
    record Word(List<String> items, boolean quoted) {
        Word {
            items = List.copyOf(items);
        }
    }

    PowerShellWords(String text, ShellScope scope) {
        this.text = text;
        this.scope = scope;
    }

    /** The text of a script that was encoded for a command line; empty when it is none. */
    static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_16LE);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    boolean atEnd() {
        return at >= text.length();
    }

    void skipAll() {
        at = text.length();
    }

    /** Passes blanks and comments. Returns whether something follows. */
    boolean toNext() {
        while (!atEnd()) {
            char c = text.charAt(at);
            if (text.startsWith("<#", at)) {
                at = after("#>", at + 2);
            } else if (c == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else if (c == '`' && (text.startsWith("`\n", at) || text.startsWith("`\r\n", at))) {
                at = text.indexOf('\n', at) + 1;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    boolean skip(char c) {
        if (!atEnd() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    boolean skipTwice(char c) {
        if (text.startsWith(String.valueOf(c) + c, at)) {
            at += 2;
            return true;
        }
        return false;
    }

    /** Passes the dot that runs a script here. */
    boolean skipSource() {
        return at + 1 < text.length() && text.charAt(at) == '.' && text.charAt(at + 1) == ' ' && skip('.');
    }

    boolean atSeparator() {
        return ";|\n{}&)".indexOf(text.charAt(at)) >= 0;
    }

    /** Passes the name of a variable to which what follows is assigned; null when nothing is assigned here. */
    @Nullable
    String assigned() {
        if (atEnd() || text.charAt(at) != '$') {
            return null;
        }
        int end = nameEnd(at + 1);
        int equals = end;
        while (equals < text.length() && " \t+".indexOf(text.charAt(equals)) >= 0) {
            equals++;
        }
        if (end == at + 1 || equals >= text.length() || text.charAt(equals) != '=') {
            return null;
        }
        String name = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
        at = equals + 1;
        return name;
    }

    /** The file into which the output goes, behind {@code >}; null when the word is no redirection; empty for another stream. */
    @Nullable
    String redirect(Word word) {
        String sign = word.items().isEmpty() ? "" : word.items().getFirst();
        if (!REDIRECTION.matcher(sign).matches()) {
            return null;
        }
        if (!toNext() || atSeparator()) {
            return skip('&') ? other() : "/dev/null";
        }
        Word target = word();
        return target.items().isEmpty() ? "/dev/null" : target.items().getFirst();
    }

    private String other() {
        at = nameEnd(at);
        return "/dev/null";
    }

    /** The next word, which is not empty unless it is quoted. */
    Word word() {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = "'\"$".indexOf(text.charAt(at)) >= 0 || atHereString();
        boolean known = false;
        int from = at;
        while (!atEnd() && (ENDS.indexOf(text.charAt(at)) < 0 || at == from)) {
            char c = text.charAt(at);
            if (c == '>'
                    && at > from
                    && !BEFORE_REDIRECTION.matcher(text.substring(from, at)).matches()) {
                break;
            } else if (c == '>') {
                item.append(c);
                at++;
                if (!atEnd() && text.charAt(at) != '>') {
                    break;
                }
            } else if (c == ',') {
                items.add(item.toString());
                item.setLength(0);
                at++;
                toNext();
            } else if (atHereString()) {
                hereString(item);
                known = true;
            } else if (c == '\'' || c == '"') {
                at++;
                quote(c, item);
                known = true;
            } else if (c == '$') {
                variable(item);
                known = true;
            } else if (c == '%') {
                batchVariable(item);
            } else {
                at += c == '`' ? 1 : 0;
                item.append(atEnd() ? "" : text.charAt(at));
                at++;
            }
        }
        if (item.length() > 0 || known) {
            items.add(item.toString());
        }
        return new Word(items, quoted);
    }

    private boolean atHereString() {
        return text.startsWith("@'", at) || text.startsWith("@\"", at);
    }

    private void hereString(StringBuilder into) {
        char quote = text.charAt(at + 1);
        int end = text.indexOf("\n" + quote + "@", at);
        int from = text.indexOf('\n', at) + 1;
        into.append(text, Math.max(from, at), end < from ? Math.max(from, at) : end);
        at = end < 0 ? text.length() : end + 3;
    }

    private void quote(char quote, StringBuilder into) {
        while (!atEnd()) {
            char c = text.charAt(at);
            if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) {
                into.append(quote);
                at += 2;
            } else if (c == quote) {
                at++;
                return;
            } else if (quote == '"' && c == '`' && at + 1 < text.length()) {
                into.append(text.charAt(at + 1));
                at += 2;
            } else if (quote == '"' && c == '$') {
                variable(into);
            } else {
                into.append(c);
                at++;
            }
        }
    }

    private void variable(StringBuilder into) {
        boolean braced = text.startsWith("${", at);
        int from = at + (braced ? 2 : 1);
        int end = braced ? text.indexOf('}', from) : nameEnd(from);
        if (end < 0 || end == from) {
            // brackets behind a dollar print what is in them
            into.append(text.startsWith("$(", at) ? Placeholders.UNKNOWN : '$');
            at++;
            return;
        }
        expand(text.substring(from, end), into);
        at = end + (braced ? 1 : 0);
    }

    /** A variable of {@code cmd}: {@code %USERPROFILE%}. */
    private void batchVariable(StringBuilder into) {
        int end = nameEnd(at + 1);
        if (end > at + 1 && end < text.length() && text.charAt(end) == '%') {
            expand("env:" + text.substring(at + 1, end), into);
            at = end + 1;
        } else {
            into.append('%');
            at++;
        }
    }

    private void expand(String name, StringBuilder into) {
        String value = PowerShellVariables.value(name.toLowerCase(Locale.ROOT), scope);
        expanded += value.length();
        into.append(expanded > MAX_EXPANDED_CHARS ? String.valueOf(Placeholders.UNKNOWN) : value);
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "_:?".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        // a colon at the end belongs to what follows
        return end > from && text.charAt(end - 1) == ':' ? end - 1 : end;
    }

    private int after(String mark, int from) {
        int end = text.indexOf(mark, from);
        return end < 0 ? text.length() : end + mark.length();
    }
}
