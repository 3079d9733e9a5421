package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script of PowerShell into the calls that it makes, each as the program of a POSIX shell that does the same ({@link Cmdlets}).
 * Every character is read once. Blocks, conditions and loops are read as if each of their commands ran once; functions of .NET are known
 * by their names; values that only a run would know are {@link Placeholders#UNKNOWN}.
 */
public final class PowerShellParser {
    private static final Pattern ENCODED_COMMAND = Pattern.compile("[-/](?:e|ec|en|enc\\w*)");
    private static final Pattern COMMAND = Pattern.compile("[-/](?:c|com\\w*)");

    private final PowerShellWords words;
    private final ShellScope scope;
    private final ParseBudget budget;
    private final ShellParser.PipelineNumbers pipelines;
    private final int depth;

    PowerShellParser(
            PowerShellWords words,
            ShellScope scope,
            ParseBudget budget,
            ShellParser.PipelineNumbers pipelines,
            int depth) {
        this.words = words;
        this.scope = scope;
        this.budget = budget;
        this.pipelines = pipelines;
        this.depth = depth;
    }

    /** The calls of a script, in their order. */
    public static List<ProgramCall> parse(String script, ParseBudget budget) {
        return script(script, ShellScope.start(""), budget, new ShellParser.PipelineNumbers(), 0);
    }

    /** The calls of a script inside of another one. */
    static List<ProgramCall> script(
            String script, ShellScope scope, ParseBudget budget, ShellParser.PipelineNumbers pipelines, int depth) {
        if (!budget.allows(depth)) {
            return List.of();
        }
        String text = Placeholders.withoutPlaceholders(budget.take(script));
        List<ProgramCall> calls = new ArrayList<>();
        PowerShellWords words = new PowerShellWords(text, scope);
        while (!words.atEnd()) {
            // a closing bracket that nothing opened ends nothing
            calls.addAll(new PowerShellParser(words, scope, budget, pipelines, depth).statements());
        }
        return calls;
    }

    /** The calls up to the next closing round bracket or the end. */
    private List<ProgramCall> statements() {
        List<ProgramCall> calls = new ArrayList<>();
        int pipeline = pipelines.next();
        while (words.toNext() && !words.skip(')')) {
            if (words.skip(';') || words.skip('\n') || words.skip('{') || words.skip('}')) {
                pipeline = pipelines.next();
            } else if (!words.skip('|') || words.skip('|')) {
                pipeline = words.skipTwice('&') ? pipelines.next() : pipeline;
                command(pipeline, calls);
            }
        }
        return calls;
    }

    private void command(int pipeline, List<ProgramCall> calls) {
        String variable = words.assigned();
        boolean called = words.skip('&') || words.skipSource();
        Command command = new Command();
        while (words.toNext() && !words.atSeparator()) {
            if (words.skip('(')) {
                List<ProgramCall> inside = inside();
                DotNetFunctions.call(command.last(), inside)
                        .map(call -> call.inPipeline(pipeline))
                        .filter(call -> budget.takeCall())
                        .ifPresent(call -> {
                            calls.add(call);
                            command.substituted.add(call);
                            command.removeLast();
                        });
                calls.addAll(
                        command.first == null
                                ? inside.stream()
                                        .map(call -> call.inPipeline(pipeline))
                                        .toList()
                                : inside);
                command.substitute(inside);
            } else {
                PowerShellWords.Word word = words.word();
                String redirected = word.quoted() ? null : words.redirect(word);
                if (redirected != null) {
                    command.redirect(redirected);
                } else {
                    command.add(word);
                }
            }
        }
        if (variable != null) {
            scope.set(variable, command.value());
        }
        if (command.first != null && !(variable != null && command.literal())) {
            end(command, called, pipeline, calls);
        }
    }

    private List<ProgramCall> inside() {
        if (!budget.allows(depth + 1)) {
            words.skipAll();
            return List.of();
        }
        return new PowerShellParser(words, scope, budget, pipelines, depth + 1).statements();
    }

    private void end(Command command, boolean called, int pipeline, List<ProgramCall> calls) {
        PowerShellWords.Word first = command.first;
        if (first == null) {
            return;
        }
        boolean value = first.quoted() && !called || first.items().isEmpty();
        String program = value ? "echo" : first.items().getFirst();
        List<PowerShellWords.Word> arguments = value ? command.words : command.words.subList(1, command.words.size());
        ProgramCall call = new ProgramCall(
                program, List.of(), command.redirects, scope.directory(), pipeline, null, command.substituted, false);
        Cmdlets.of(call, arguments).ifPresent(translated -> act(translated, calls));
    }

    private void act(ProgramCall call, List<ProgramCall> calls) {
        switch (call.name()) {
            case "cd" ->
                scope.enter(
                        call.arguments().isEmpty()
                                ? String.valueOf(Placeholders.HOME)
                                : call.arguments().getFirst());
            case "iex" -> {
                if (budget.takeCall()) {
                    calls.add(call);
                }
                nested(String.join(" ", call.arguments()), calls);
            }
            case "cmd" ->
                nested(
                        String.join(
                                " ",
                                call.arguments().stream()
                                        .dropWhile(word -> word.startsWith("/"))
                                        .toList()),
                        calls);
            default -> new WrapperResolver(scope, budget, pipelines, depth).resolve(call, calls);
        }
    }

    private void nested(String script, List<ProgramCall> calls) {
        calls.addAll(script(script, scope.copy(), budget, pipelines, depth + 1));
    }

    /** The script that a call of PowerShell's own program gets as text; null when it gets none. */
    static @Nullable String given(ProgramCall call) {
        List<String> arguments = call.arguments();
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at).toLowerCase(Locale.ROOT);
            if (ENCODED_COMMAND.matcher(word).matches() && at + 1 < arguments.size()) {
                return PowerShellWords.decoded(arguments.get(at + 1));
            }
            if (COMMAND.matcher(word).matches() && at + 1 < arguments.size()) {
                return String.join(" ", arguments.subList(at + 1, arguments.size()));
            }
            if (!word.startsWith("-") && word.indexOf(' ') > 0) {
                return String.join(" ", arguments.subList(at, arguments.size()));
            }
        }
        return call.stdin();
    }

    /** One command while its words are read. */
    private static final class Command {
        private final List<PowerShellWords.Word> words = new ArrayList<>();
        private final List<Redirect> redirects = new ArrayList<>();
        private final List<ProgramCall> substituted = new ArrayList<>();
        private PowerShellWords.@Nullable Word first;

        void add(PowerShellWords.Word word) {
            first = first == null ? word : first;
            words.add(word);
        }

        /** Brackets: the arguments of a function behind its name, or what a command prints. */
        void substitute(List<ProgramCall> inside) {
            substituted.addAll(inside);
            add(new PowerShellWords.Word(List.of(String.valueOf(Placeholders.UNKNOWN)), first == null));
        }

        /** The beginning of what stands before brackets. */
        String last() {
            return words.isEmpty() || words.getLast().items().isEmpty()
                    ? ""
                    : words.getLast().items().getFirst();
        }

        void removeLast() {
            words.removeLast();
            first = words.isEmpty() ? null : first;
        }

        void redirect(String target) {
            redirects.add(new Redirect(Redirect.Mode.WRITE, target));
        }

        String value() {
            return literal() ? words.getFirst().items().getFirst() : String.valueOf(Placeholders.UNKNOWN);
        }

        boolean literal() {
            return words.size() == 1
                    && substituted.isEmpty()
                    && words.getFirst().quoted()
                    && words.getFirst().items().size() == 1;
        }
    }
}
