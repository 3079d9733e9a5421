package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A program with its arguments, or assignments alone, while the words of a command are read. */
final class SimpleCommand {
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*(?:\\[[^]]*])?\\+?=.*", Pattern.DOTALL);

    private final ShellScope scope;
    private final List<String> words = new ArrayList<>();
    private final List<Redirect> redirects = new ArrayList<>();
    private final List<ProgramCall> substituted = new ArrayList<>();
    private final List<String> assignments = new ArrayList<>();
    private @Nullable String stdin;

    /** @param scope changed at the end by assignments and by {@code cd} */
    SimpleCommand(ShellScope scope) {
        this.scope = scope;
    }

    boolean isEmpty() {
        return words.isEmpty() && assignments.isEmpty();
    }

    void add(Word word) {
        if (words.isEmpty() && ASSIGNMENT.matcher(word.text()).matches()) {
            assignments.add(word.whole());
        } else {
            words.addAll(word.fields());
        }
        substituted.addAll(word.substituted());
    }

    void redirect(Redirect redirect) {
        redirects.add(redirect);
    }

    /** The output of these calls is given to the program as a file. */
    void addSubstituted(List<ProgramCall> inside) {
        words.add(String.valueOf(Placeholders.UNKNOWN));
        substituted.addAll(inside);
    }

    /** The program reads this text, which has the output of these calls in it. */
    void reads(String text, List<ProgramCall> inside) {
        stdin = text;
        substituted.addAll(inside);
    }

    /** The call that it is; null when nothing is called and no file is opened. */
    @Nullable
    ProgramCall end(int pipeline) {
        if (words.isEmpty()) {
            assignments.forEach(this::assign);
            if (redirects.isEmpty()) {
                return null;
            }
            words.add(":");
        }
        String program = words.removeFirst();
        ProgramCall call =
                new ProgramCall(program, words, redirects, scope.directory(), pipeline, stdin, substituted, false);
        switch (program) {
            case "cd", "pushd" -> scope.enter(directory());
            case "export", "declare", "local", "readonly", "typeset" -> words.forEach(this::assign);
            default -> {}
        }
        return call;
    }

    private String directory() {
        return words.stream()
                .filter(word -> !word.startsWith("-") || word.equals("-"))
                .findFirst()
                .map(word -> word.equals("-") ? String.valueOf(Placeholders.UNKNOWN) : word)
                .orElse(String.valueOf(Placeholders.HOME));
    }

    private void assign(String word) {
        int equals = word.indexOf('=');
        if (equals > 0) {
            scope.set(word.substring(0, equals), word.substring(equals + 1));
        }
    }
}
