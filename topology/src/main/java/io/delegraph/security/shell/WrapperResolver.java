package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls that act behind programs that only run others: {@code sudo}, {@code timeout}, {@code xargs}, {@code find -exec},
 * {@code sh -c} and the like. Scripts that a shell gets as text are read as well. What runs on another machine or in a container
 * ({@code ssh}, {@code docker}) stays the argument that it is.
 */
final class WrapperResolver {
    private static final Pattern NAMES_ONLY = Pattern.compile("-[A-Za-z]*l[A-Za-z]*|--files(?:-with-matches)?");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=(?s:.*)");
    private static final Pattern COMMAND_OPTION = Pattern.compile("-[a-z]*c[a-z]*");

    /** Wrappers with those of their options that take a word as their value; the program follows. */
    private static final Map<String, Set<String>> WRAPPERS = Map.ofEntries(
            Map.entry("sudo", Set.of("-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "--user", "--group", "--chdir")),
            Map.entry("doas", Set.of("-u", "-C")),
            Map.entry("pkexec", Set.of("--user")),
            Map.entry("runuser", Set.of("-u", "-g", "-G", "-s", "-w")),
            Map.entry("screen", Set.of("-S", "-t", "-h", "-c", "-p")),
            Map.entry("env", Set.of("-u", "-C", "--unset", "--chdir")),
            Map.entry("nice", Set.of("-n")),
            Map.entry("ionice", Set.of("-c", "-n")),
            Map.entry("nohup", Set.of()),
            Map.entry("setsid", Set.of()),
            Map.entry("stdbuf", Set.of("-i", "-o", "-e")),
            Map.entry("unbuffer", Set.of()),
            Map.entry("time", Set.of("-f", "-o")),
            Map.entry("gtime", Set.of("-f", "-o")),
            Map.entry("command", Set.of()),
            Map.entry("builtin", Set.of()),
            Map.entry("exec", Set.of("-a")),
            Map.entry("busybox", Set.of()),
            Map.entry("watch", Set.of("-n", "--interval")),
            Map.entry("strace", Set.of("-e", "-o", "-s", "-p")),
            Map.entry("caffeinate", Set.of("-t", "-w")),
            Map.entry("rtk", Set.of()),
            Map.entry("npx", Set.of("-p", "--package", "-c")),
            Map.entry("bunx", Set.of()));

    /** Wrappers whose first word that is no option is a value of theirs. */
    private static final Map<String, Set<String>> WRAPPERS_WITH_A_VALUE = Map.of(
            "timeout", Set.of("-k", "-s", "--kill-after", "--signal"),
            "gtimeout", Set.of("-k", "-s"),
            "chroot", Set.of(),
            "flock", Set.of("-w", "-E"));

    /** Tools that run another program by a word of theirs. */
    private static final Map<String, Set<String>> RUNNERS = Map.of(
            "uv", Set.of("run"),
            "poetry", Set.of("run"),
            "pipenv", Set.of("run"),
            "bundle", Set.of("exec"),
            "pnpm", Set.of("exec", "dlx"),
            "yarn", Set.of("exec", "dlx"),
            "npm", Set.of("exec", "x"),
            "dotenv", Set.of("run"),
            "mise", Set.of("exec"));

    /** Programs of dependencies that some package managers run without a word of theirs. */
    private static final Set<String> INSTALLED = Set.of(
            "prisma",
            "rimraf",
            "sequelize",
            "sequelize-cli",
            "knex",
            "typeorm",
            "drizzle-kit",
            "supabase",
            "wrangler",
            "claude",
            "codex",
            "gemini",
            "vercel",
            "sst",
            "serverless",
            "cdk");

    private static final Set<String> XARGS_VALUES = Set.of("-I", "-n", "-P", "-d", "-L", "-s", "-a", "-E");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh", "ash", "fish");
    private static final Set<String> PRIVILEGED = Set.of("sudo", "doas", "pkexec", "runuser");
    private static final Set<String> PRINTERS = Set.of("echo", "printf");

    /** The names of all programs that run others, or that read a script; every other call stays as it is. */
    private static final Set<String> RESOLVED = Stream.of(
                    WRAPPERS.keySet(),
                    WRAPPERS_WITH_A_VALUE.keySet(),
                    RUNNERS.keySet(),
                    SHELLS,
                    Set.of("eval", "su", "tmux", "script", "powershell", "pwsh", "python", "python3", "bun"),
                    Set.of("xargs", "find", "gfind"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final ShellScope scope;
    private final ParseBudget budget;
    private final ShellParser.PipelineNumbers pipelines;
    private final int depth;

    WrapperResolver(ShellScope scope, ParseBudget budget, ShellParser.PipelineNumbers pipelines, int depth) {
        this.scope = scope;
        this.budget = budget;
        this.pipelines = pipelines;
        this.depth = depth;
    }

    /** Adds to {@code calls} what acts of this one; those before it in its pipeline are there already. */
    void resolve(ProgramCall call, List<ProgramCall> calls) {
        resolve(call, calls, depth);
    }

    private void resolve(ProgramCall call, List<ProgramCall> calls, int level) {
        if (!budget.allows(level)) {
            return;
        }
        String name = call.name();
        ProgramCall printed = before(call, calls);
        if (call.stdin() == null && printed != null && PRINTERS.contains(printed.name())) {
            call = call.reading(String.join(" ", printed.arguments()));
        }
        if (!RESOLVED.contains(name)) {
            add(call, calls);
            return;
        }
        Set<String> values = WRAPPERS.get(name);
        if (values != null) {
            ProgramCall inner = PRIVILEGED.contains(name) ? call.asAnotherUser() : call;
            wrapped(inner, afterOptions(inner, values, 0), calls, level);
            return;
        }
        Set<String> valuesBefore = WRAPPERS_WITH_A_VALUE.get(name);
        if (valuesBefore != null) {
            wrapped(call, afterOptions(call, valuesBefore, 1), calls, level);
            return;
        }
        Set<String> words = RUNNERS.get(name);
        if (words != null
                && !call.arguments().isEmpty()
                && words.contains(call.arguments().getFirst())) {
            List<String> rest = call.arguments().subList(1, call.arguments().size());
            wrapped(call, rest.stream().dropWhile(word -> word.startsWith("-")).toList(), calls, level);
            return;
        }
        switch (name) {
            case "eval" -> {
                add(call, calls);
                script(String.join(" ", call.arguments()), call, scope, calls, level);
            }
            case "su" -> {
                String script = after(call.arguments(), "-c");
                if (script == null) {
                    add(call, calls);
                } else {
                    script(script, call.asAnotherUser(), scope.copy(), calls, level);
                }
            }
            case "tmux", "script" -> {
                add(call, calls);
                for (String word : call.arguments()) {
                    if (word.indexOf(' ') > 0) {
                        script(word, call, scope.copy(), calls, level);
                    }
                }
            }
            case "powershell", "pwsh" -> {
                String script = PowerShellParser.given(call);
                add(call, calls);
                if (script != null) {
                    addAll(PowerShellParser.script(script, scope.copy(), budget, pipelines, level + 1), call, calls);
                }
            }
            case "python", "python3" -> module(call, calls, level);
            case "pnpm", "yarn", "bun" -> installed(call, calls, level);
            case "xargs" -> wrapped(call, xargs(call, calls), calls, level);
            case "find", "gfind" -> find(call, calls, level);
            default -> {
                if (SHELLS.contains(name)) {
                    shell(call, calls, level);
                } else {
                    add(call, calls);
                }
            }
        }
    }

    /** A module of Python that is a program of its own. */
    private void module(ProgramCall call, List<ProgramCall> calls, int level) {
        add(call, calls);
        List<String> words = call.arguments();
        if (words.size() > 1 && words.getFirst().equals("-m")) {
            resolve(call.running(words.get(1), words.subList(2, words.size())), calls, level + 1);
        }
    }

    /** A program of the project's dependencies, which these package managers run by its name. */
    private void installed(ProgramCall call, List<ProgramCall> calls, int level) {
        List<String> words = call.arguments();
        if (!words.isEmpty() && INSTALLED.contains(words.getFirst())) {
            wrapped(call, words, calls, level);
        } else {
            add(call, calls);
        }
    }

    private void add(ProgramCall call, List<ProgramCall> calls) {
        if (budget.takeCall()) {
            calls.add(call);
        }
    }

    /** {@code words}: the program that is wrapped, and its arguments; empty when the wrapper stands alone. */
    private void wrapped(ProgramCall wrapper, List<String> words, List<ProgramCall> calls, int level) {
        if (words.isEmpty()) {
            add(wrapper, calls);
        } else {
            resolve(wrapper.running(words.getFirst(), words.subList(1, words.size())), calls, level + 1);
        }
    }

    /** What follows the options, assignments and {@code valuesBefore} values of a wrapper. */
    private static List<String> afterOptions(ProgramCall call, Set<String> withValue, int valuesBefore) {
        List<String> words = call.arguments();
        int at = 0;
        int skipped = 0;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("--")) {
                at++;
                break;
            } else if (word.equals("-") && call.name().equals("env")) {
                at++;
            } else if (word.startsWith("-") && word.length() > 1) {
                at += withValue.contains(word) ? 2 : 1;
            } else if (ASSIGNMENT.matcher(word).matches()) {
                at++;
            } else if (skipped++ < valuesBefore) {
                at++;
            } else {
                break;
            }
        }
        return at < words.size() ? words.subList(at, words.size()) : List.of();
    }

    /** The program that xargs runs, with what the command before it in the pipeline names, as far as that can be known. */
    private static List<String> xargs(ProgramCall call, List<ProgramCall> calls) {
        List<String> words = new ArrayList<>(afterOptions(call, XARGS_VALUES, 0));
        if (words.isEmpty()) {
            return words;
        }
        ProgramCall before = before(call, calls);
        List<String> given = List.of(String.valueOf(Placeholders.UNKNOWN));
        if (call.stdin() != null) {
            given = List.of(call.stdin().strip().split("\\s+", -1));
        } else if (before != null && before.name().equals("find")) {
            given = FindArguments.of(before.arguments()).paths().stream()
                    .map(path -> path + "/" + Placeholders.UNKNOWN)
                    .toList();
        } else if (before != null && listsFilesHere(before)) {
            given = List.of("./" + Placeholders.UNKNOWN);
        }
        String replaced = replaced(call.arguments().subList(0, call.arguments().size() - words.size()));
        if (replaced == null) {
            words.addAll(given);
            return words;
        }
        String first = given.isEmpty() ? "" : given.getFirst();
        return words.stream().map(word -> word.replace(replaced, first)).toList();
    }

    /** Whether a program prints names of files below the directory in which it runs. */
    private static boolean listsFilesHere(ProgramCall call) {
        return switch (call.name()) {
            case "git" ->
                call.arguments().contains("ls-files") || call.arguments().contains("--name-only");
            case "grep", "rg", "egrep", "fgrep" ->
                call.arguments().stream()
                        .anyMatch(word -> NAMES_ONLY.matcher(word).matches());
            default -> false;
        };
    }

    /** What stands for the input in the words that xargs runs; null when the input follows them. */
    private static @Nullable String replaced(List<String> words) {
        for (String word : words) {
            if (word.equals("-i") || word.equals("--replace")) {
                return "{}";
            }
            if (word.startsWith("-I") && word.length() > 2) {
                return word.substring(2);
            }
        }
        return after(words, "-I");
    }

    private void find(ProgramCall call, List<ProgramCall> calls, int level) {
        FindArguments found = FindArguments.of(call.arguments());
        add(call, calls);
        for (List<String> words : found.commands()) {
            if (!words.isEmpty()) {
                resolve(call.running(words.getFirst(), words.subList(1, words.size())), calls, level + 1);
            }
        }
    }

    private void shell(ProgramCall call, List<ProgramCall> calls, int level) {
        String script = null;
        boolean file = false;
        List<String> words = call.arguments();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (COMMAND_OPTION.matcher(word).matches() && at + 1 < words.size()) {
                script = words.get(at + 1);
                break;
            }
            if (word.equals("-o") || word.equals("-O")) {
                at++;
            } else if (!word.startsWith("-") && !word.startsWith("+")) {
                file = true;
                break;
            }
        }
        if (script == null && !file) {
            script = call.stdin();
        }
        add(call, calls);
        if (script != null) {
            script(script, call, scope.copy(), calls, level);
        }
    }

    private void script(String script, ProgramCall by, ShellScope inner, List<ProgramCall> calls, int level) {
        if (!budget.allows(level + 1)) {
            return;
        }
        List<ProgramCall> inside = new ShellParser(script, inner, budget, pipelines, level + 1).parse();
        addAll(inside, by, calls);
    }

    private static void addAll(List<ProgramCall> inside, ProgramCall by, List<ProgramCall> calls) {
        inside.forEach(call -> calls.add(by.privileged() ? call.asAnotherUser() : call));
    }

    /** The call whose output this one reads; null when it is the first of its pipeline. */
    private static @Nullable ProgramCall before(ProgramCall call, List<ProgramCall> calls) {
        ProgramCall last = calls.isEmpty() ? null : calls.getLast();
        return last != null && last.pipeline() == call.pipeline() ? last : null;
    }

    private static @Nullable String after(List<String> words, String option) {
        int at = words.indexOf(option);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : null;
    }
}
