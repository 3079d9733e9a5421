package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a command line into its calls. What the shell would run only under a condition, in a loop or in a function counts as run: the
 * question is what a command line may do. A command line that no shell would accept is read as far as it makes sense.
 */
public final class ShellParser implements WordReader.NestedParser {
    /** Reserved words before a command. */
    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("if", "then", "elif", "else", "while", "until", "do", "time", "!", "coproc");

    /** Reserved words that end a compound command, or begin a group. */
    private static final Set<String> AROUND_COMMANDS = Set.of("fi", "done", "esac", "}", "{");

    private static final Set<String> WITH_WORDS_OF_THEIR_OWN = Set.of("for", "select", "case", "function", "[[");

    private static final Set<String> RESERVED = Stream.of(BEFORE_A_COMMAND, AROUND_COMMANDS, WITH_WORDS_OF_THEIR_OWN)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final ShellInput input;
    private final ParseBudget budget;
    private final PipelineNumbers pipelines;
    private final int depth;
    private final RedirectionReader redirections;

    /** Parentheses and branches that are open now. */
    private int nesting;

    private ShellScope scope;
    private List<ProgramCall> calls = new ArrayList<>();

    /** The numbers of the pipelines of a command line and all scripts in it. */
    static final class PipelineNumbers {
        private int last;

        int next() {
            return ++last;
        }
    }

    ShellParser(String script, ShellScope scope, ParseBudget budget, PipelineNumbers pipelines, int depth) {
        this.input = new ShellInput(budget.take(script));
        this.scope = scope;
        this.budget = budget;
        this.pipelines = pipelines;
        this.depth = depth;
        this.redirections = new RedirectionReader(input, this);
    }

    /** The calls of a command line that act, in the order in which they stand. */
    public static List<ProgramCall> parse(String commandLine, ParseBudget budget) {
        PipelineNumbers pipelines = new PipelineNumbers();
        return new ShellParser(
                        Placeholders.withoutPlaceholders(commandLine), ShellScope.start(""), budget, pipelines, 0)
                .parse();
    }

    List<ProgramCall> parse() {
        while (!input.atEnd()) {
            list(false);
            // a parenthesis that nothing opened
            input.skip(1);
        }
        return calls;
    }

    @Override
    public List<ProgramCall> upToParenthesis(ShellScope inner) {
        if (!enter()) {
            return List.of();
        }
        ShellScope outerScope = scope;
        List<ProgramCall> outerCalls = calls;
        scope = inner;
        calls = new ArrayList<>();
        list(true);
        nesting--;
        List<ProgramCall> substituted = calls;
        scope = outerScope;
        calls = outerCalls;
        // they run, whatever is done with their output
        calls.addAll(substituted);
        return substituted;
    }

    @Override
    public List<ProgramCall> script(String script, ShellScope inner) {
        if (!budget.allows(depth + 1)) {
            return List.of();
        }
        List<ProgramCall> inside = new ShellParser(script, inner, budget, pipelines, depth + 1).parse();
        calls.addAll(inside);
        return inside;
    }

    /** False when one more level is too much; then nothing more is read. */
    private boolean enter() {
        if (budget.allows(depth + nesting + 1)) {
            nesting++;
            return true;
        }
        input.skipAll();
        return false;
    }

    /** Commands up to the end, or up to a closing parenthesis, which is gone beyond when it was {@code expected}. */
    private void list(boolean expected) {
        while (!input.atEnd()) {
            input.skipBlanks();
            char c = input.peek();
            if (c == '\n') {
                input.skipLineBreak();
            } else if (c == ';' || c == '&' || c == '|') {
                input.skip(1);
            } else if (c == ')') {
                if (expected) {
                    input.skip(1);
                }
                return;
            } else if (!input.atEnd()) {
                pipeline();
            }
        }
    }

    private void pipeline() {
        int pipeline = pipelines.next();
        command(pipeline);
        while (true) {
            input.skipBlanks();
            if (input.peek() != '|' || input.peek(1) == '|') {
                return;
            }
            input.skip(input.peek(1) == '&' ? 2 : 1);
            input.skipBlanks();
            while (input.peek() == '\n') {
                input.skipLineBreak();
                input.skipBlanks();
            }
            command(pipeline);
        }
    }

    private void command(int pipeline) {
        SimpleCommand command = new SimpleCommand(scope);
        while (true) {
            input.skipBlanks();
            char c = input.peek();
            if (c == '(' && command.isEmpty()) {
                group(pipeline);
                return;
            }
            if (c == '(' && input.peek(1) == ')') {
                // the definition of a function: its body counts as run
                input.skip(2);
                command = new SimpleCommand(scope);
                continue;
            }
            if (input.atEnd() || c == '\n' || c == ';' || c == '|' || c == ')' || c == '(') {
                break;
            }
            if (c == '&' && input.peek(1) != '>') {
                break;
            }
            if (redirections.read(command, scope)) {
                continue;
            }
            Word word = WordReader.read(input, scope, this);
            if (command.isEmpty() && !word.quoted() && reserved(word.whole())) {
                continue;
            }
            command.add(word);
        }
        ProgramCall call = command.end(pipeline);
        if (call != null) {
            new WrapperResolver(scope, budget, pipelines, depth).resolve(call, calls);
        }
    }

    /** Whether the word, the first of a command, belongs to the shell's own language; then what belongs to it is gone beyond. */
    private boolean reserved(String word) {
        if (!RESERVED.contains(word)) {
            return false;
        }
        switch (word) {
            case "for", "select" -> loop();
            case "case" -> cases();
            case "function" -> {
                input.skipBlanks();
                WordReader.read(input, scope, this);
            }
            case "[[" -> {
                while (!input.atEnd() && input.peek() != '\n' && !input.startsWith("]]")) {
                    if (WordReader.read(input, scope, this).text().isEmpty()) {
                        input.skip(1);
                    }
                }
                input.skip(2);
            }
            default -> {}
        }
        return true;
    }

    /** A variable that has one value has it; of several the loop is looked at once, with a value that nobody knows. */
    private void loop() {
        input.skipBlanks();
        String name = WordReader.read(input, scope, this).whole();
        input.skipBlanks();
        if (!input.startsWith("in")) {
            return;
        }
        input.skip(2);
        List<String> values = new ArrayList<>();
        input.skipBlanks();
        while (!input.atEnd() && ";\n&|()<>".indexOf(input.peek()) < 0) {
            values.addAll(WordReader.read(input, scope, this).fields());
            input.skipBlanks();
        }
        scope.set(name, values.size() == 1 ? values.getFirst() : String.join(" ", values));
    }

    private void cases() {
        if (!enter()) {
            return;
        }
        casesEntered();
        nesting--;
    }

    private void casesEntered() {
        input.skipBlanks();
        WordReader.read(input, scope, this);
        input.skipBlanks();
        if (input.startsWith("in")) {
            input.skip(2);
        }
        // each pattern ends at a parenthesis that nothing opened, each branch at two semicolons
        while (!input.atEnd()) {
            input.skipBlanks();
            if (input.peek() == '\n' || input.peek() == ';' || input.peek() == '&') {
                input.skipLineBreak();
            } else if (input.startsWith("esac")) {
                return;
            } else {
                input.upTo(')');
                branch();
            }
        }
    }

    private void branch() {
        while (!input.atEnd()) {
            input.skipBlanks();
            if (input.startsWith(";;") || input.startsWith(";&") || input.startsWith("esac")) {
                return;
            }
            if (input.peek() == '\n') {
                input.skipLineBreak();
            } else if (";&|)".indexOf(input.peek()) >= 0) {
                input.skip(1);
            } else {
                pipeline();
            }
        }
    }

    private void group(int pipeline) {
        if (input.peek(1) == '(') {
            input.skipBalanced('(', ')');
            return;
        }
        input.skip(1);
        if (!enter()) {
            return;
        }
        ShellScope outer = scope;
        scope = scope.copy();
        int from = calls.size();
        list(true);
        nesting--;
        scope = outer;
        // what a group prints is what the next command of the pipeline reads
        for (int at = from; at < calls.size(); at++) {
            calls.set(at, calls.get(at).inPipeline(pipeline));
        }
    }
}
