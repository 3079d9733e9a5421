package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one word: quotes, escapes, the home directory, variables and substitutions. */
final class WordReader {
    /** Characters that end an unquoted word. */
    static final String ENDS = " \t\r\n;&|<>()";

    private final ShellInput input;
    private final ShellScope scope;
    private final NestedParser nested;

    private final StringBuilder text = new StringBuilder();
    private List<ProgramCall> substituted = List.of();
    private boolean quoted;

    /** Variables whose defaults are being read, one within the other. */
    private int defaults;

    /** Reads the commands of a substitution. */
    interface NestedParser {
        /** The commands up to the closing parenthesis, which is gone beyond. */
        List<ProgramCall> upToParenthesis(ShellScope scope);

        /** The commands of a script of its own. */
        List<ProgramCall> script(String script, ShellScope scope);
    }

    private WordReader(ShellInput input, ShellScope scope, NestedParser nested) {
        this.input = input;
        this.scope = scope;
        this.nested = nested;
    }

    /** The word that begins here; empty and unquoted when none does. */
    static Word read(ShellInput input, ShellScope scope, NestedParser nested) {
        String plain = input.plainWord();
        if (plain != null) {
            return Word.plain(plain);
        }
        WordReader reader = new WordReader(input, scope, nested);
        reader.read();
        return new Word(reader.text.toString(), reader.quoted, false, reader.substituted);
    }

    /** The calls of the substitutions in a here-document. */
    static List<ProgramCall> substitutions(String body, ShellScope scope, NestedParser nested) {
        if (body.indexOf('$') < 0 && body.indexOf('`') < 0) {
            return List.of();
        }
        WordReader reader = new WordReader(new ShellInput(body), scope, nested);
        reader.untilDoubleQuote('\0');
        return reader.substituted;
    }

    private void read() {
        tilde();
        while (!input.atEnd()) {
            char c = input.peek();
            if (ENDS.indexOf(c) >= 0) {
                if (c == '(' && text.length() > 0 && text.charAt(text.length() - 1) == '=') {
                    // the elements of an array
                    input.skipBalanced('(', ')');
                    text.append(Placeholders.UNKNOWN);
                    continue;
                }
                return;
            }
            input.skip(1);
            switch (c) {
                case '\'' -> {
                    quoted = true;
                    text.append(input.upTo('\''));
                }
                case '"' -> {
                    quoted = true;
                    untilDoubleQuote('"');
                }
                case '\\' -> escaped();
                case '$' -> dollar(false);
                case '`' -> substitute(nested.script(input.upToBackQuote(), scope.copy()));
                case '{' -> text.append(Placeholders.BRACE_OPEN);
                case '}' -> text.append(Placeholders.BRACE_CLOSE);
                case ',' -> text.append(Placeholders.BRACE_COMMA);
                case ':', '=' -> {
                    text.append(c);
                    tilde();
                }
                default -> text.append(c);
            }
        }
    }

    private void tilde() {
        char after = input.peek(1);
        if (input.peek() == '~' && (after == '/' || after == '\0' || ENDS.indexOf(after) >= 0)) {
            input.skip(1);
            text.append(Placeholders.HOME);
        }
    }

    private void escaped() {
        char c = input.next();
        if (c == '\n') {
            return;
        }
        quoted = true;
        text.append(c);
    }

    private void untilDoubleQuote(char end) {
        while (!input.atEnd()) {
            char c = input.next();
            if (c == end) {
                return;
            }
            if (c == '\\' && "$`\"\\\n".indexOf(input.peek()) >= 0) {
                char literal = input.next();
                if (literal != '\n') {
                    text.append(literal);
                }
            } else if (c == '$') {
                dollar(true);
            } else if (c == '`') {
                substitute(nested.script(input.upToBackQuote(), scope.copy()));
            } else {
                text.append(c);
            }
        }
    }

    private void dollar(boolean inQuotes) {
        char c = input.peek();
        if (c == '(' && input.peek(1) == '(') {
            input.skipBalanced('(', ')');
            text.append(Placeholders.UNKNOWN);
        } else if (c == '(') {
            input.skip(1);
            substitute(nested.upToParenthesis(scope.copy()));
        } else if (c == '{') {
            input.skip(1);
            inBraces(inQuotes);
        } else if (c == '\'' && !inQuotes) {
            input.skip(1);
            quoted = true;
            AnsiQuotes.read(input, text);
        } else if (c == '"' && !inQuotes) {
            // a translated string is the string
            input.skip(1);
            quoted = true;
            untilDoubleQuote('"');
        } else if (Character.isLetter(c) || c == '_') {
            variable(name(), null, inQuotes);
        } else if (Character.isDigit(c) || c != '\0' && "@*#?$!-".indexOf(c) >= 0) {
            input.skip(1);
            text.append(Placeholders.UNKNOWN);
        } else {
            text.append('$');
        }
    }

    /** {@code ${NAME}} and {@code ${NAME:-default}}; what other operators make of a variable only a run would show. */
    private void inBraces(boolean inQuotes) {
        if (defaults == ParseBudget.MAX_DEPTH) {
            input.upTo('}');
            text.append(Placeholders.UNKNOWN);
            return;
        }
        defaults++;
        variableInBraces(inQuotes);
        defaults--;
    }

    private void variableInBraces(boolean inQuotes) {
        String name = name();
        if (!name.isEmpty() && input.peek() == '}') {
            input.skip(1);
            variable(name, null, inQuotes);
            return;
        }
        boolean hasDefault = !name.isEmpty()
                && (input.startsWith(":-") || input.startsWith(":=") || input.startsWith("-") || input.startsWith("="));
        if (hasDefault) {
            input.skip(input.peek() == ':' ? 2 : 1);
        }
        int from = text.length();
        int depth = 1;
        while (!input.atEnd()) {
            char c = input.next();
            if (c == '}' && --depth == 0) {
                break;
            } else if (c == '$') {
                dollar(inQuotes);
            } else if (c == '`') {
                substitute(nested.script(input.upToBackQuote(), scope.copy()));
            } else if (c == '\\') {
                text.append(input.next());
            } else if (c != '"' && c != '\'') {
                depth += c == '{' ? 1 : 0;
                text.append(c);
            }
        }
        String inside = text.substring(from);
        text.setLength(from);
        if (hasDefault) {
            variable(name, inside, inQuotes);
        } else {
            text.append(Placeholders.UNKNOWN);
        }
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (Character.isLetterOrDigit(input.peek()) || input.peek() == '_') {
            name.append(input.next());
        }
        return name.toString();
    }

    private void variable(String name, @Nullable String otherwise, boolean inQuotes) {
        String known = scope.value(name);
        String value = known == null ? otherwise : known;
        if (value == null) {
            text.append(Placeholders.UNKNOWN);
        } else {
            text.append(
                    inQuotes
                            ? value
                            : value.replace(' ', Placeholders.FIELD_BREAK).replace('\n', Placeholders.FIELD_BREAK));
        }
    }

    private void substitute(List<ProgramCall> calls) {
        if (!calls.isEmpty()) {
            substituted = substituted.isEmpty() ? new ArrayList<>() : substituted;
            substituted.addAll(calls);
        }
        text.append(Placeholders.UNKNOWN);
    }
}
