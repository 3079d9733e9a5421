package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A program with its arguments, or assignments alone, while the words of a command are read. */
final class SimpleCommand {
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*(?:\\[[^]]*])?\\+?=.*", Pattern.DOTALL);

    private final ShellScope scope;
    private @Nullable String program;
    private final List<String> arguments = new ArrayList<>();
    private @Nullable String stdin;

    // most commands have none of these
    private List<String> assignments = List.of();
    private List<Redirect> redirects = List.of();
    private List<ProgramCall> substituted = List.of();

    /** @param scope changed at the end by assignments and by {@code cd} */
    SimpleCommand(ShellScope scope) {
        this.scope = scope;
    }

    boolean isEmpty() {
        return program == null && assignments.isEmpty();
    }

    void add(Word word) {
        if (program == null && isAssignment(word.text())) {
            assignments = appended(assignments, List.of(word.whole()));
        } else if (word.plain()) {
            add(word.text());
        } else {
            word.fields().forEach(this::add);
        }
        substituted = appended(substituted, word.substituted());
    }

    private void add(String word) {
        if (program == null) {
            program = word;
        } else {
            arguments.add(word);
        }
    }

    private static boolean isAssignment(String word) {
        return word.indexOf('=') > 0 && ASSIGNMENT.matcher(word).matches();
    }

    void redirect(Redirect redirect) {
        redirects = appended(redirects, List.of(redirect));
    }

    /** The output of these calls is given to the program as a file. */
    void addSubstituted(List<ProgramCall> inside) {
        add(String.valueOf(Placeholders.UNKNOWN));
        substituted = appended(substituted, inside);
    }

    /** The program reads this text, which has the output of these calls in it. */
    void reads(String text, List<ProgramCall> inside) {
        stdin = text;
        substituted = appended(substituted, inside);
    }

    private static <T> List<T> appended(List<T> some, List<T> more) {
        if (more.isEmpty()) {
            return some;
        }
        List<T> all = some.isEmpty() ? new ArrayList<>() : some;
        all.addAll(more);
        return all;
    }

    /** The call that it is; null when nothing is called and no file is opened. */
    @Nullable
    ProgramCall end(int pipeline) {
        String called = program;
        if (called == null) {
            assignments.forEach(this::assign);
            if (redirects.isEmpty()) {
                return null;
            }
            called = ":";
        }
        ProgramCall call =
                new ProgramCall(called, arguments, redirects, scope.directory(), pipeline, stdin, substituted, false);
        switch (called) {
            case "cd", "pushd" -> scope.enter(directory());
            case "export", "declare", "local", "readonly", "typeset" -> arguments.forEach(this::assign);
            default -> {}
        }
        return call;
    }

    private String directory() {
        return arguments.stream()
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
