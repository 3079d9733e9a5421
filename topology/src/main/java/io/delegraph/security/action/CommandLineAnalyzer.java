package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.security.shell.ParseBudget;
import io.delegraph.security.shell.PowerShellParser;
import io.delegraph.security.shell.ProgramCall;
import io.delegraph.security.shell.Redirect;
import io.delegraph.security.shell.ShellParser;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a command line does, all of its parts together. */
final class CommandLineAnalyzer {
    private static final List<CommandRule> RULES = List.of(
            new FileReadRule(),
            new FileWriteRule(),
            new GitRule(),
            new CurlRule(),
            new NetworkRule(),
            new DestructionRule(),
            new ReleaseRule(),
            new AgentClientRule(),
            new ProcessRule(),
            new InlineCodeRule());

    /** Programs whose first operand says what they do. */
    private static final Set<String> WITH_SUBCOMMAND = Set.of(
            "gh",
            "glab",
            "docker",
            "podman",
            "kubectl",
            "helm",
            "npm",
            "yarn",
            "pnpm",
            "bun",
            "cargo",
            "aws",
            "gcloud",
            "az",
            "terraform",
            "systemctl",
            "brew",
            "pip",
            "pip3",
            "uv",
            "poetry",
            "go",
            "mvn",
            "gradle",
            "prisma",
            "make",
            "just",
            "rails",
            "rake");

    /** Programs that everybody calls all the time: nothing follows from two agents' calling them. */
    private static final Set<String> COMMON = Set.of(
            "", ":", "cd", "pushd", "popd", "echo", "printf", "true", "false", "test", "[", "export", "set", "unset",
            "pwd", "sleep", "exit", "wait", "read", "local", "declare", "return", "shift", "trap", "sh", "bash", "zsh",
            "eval", "which", "type", "date", "seq", "tr", "xargs", "git");

    /** Programs for which other calls of the command line matter too. */
    private static final Set<String> RELATED =
            Names.union(ProcessRule.killers(), RunsWhatItGets.programs(), InlineCodeRule.interpreters());

    private static final Map<String, Program> PROGRAMS = programs();

    private static final Pattern SOCKET = Pattern.compile("^/dev/(?:tcp|udp)/([^/]+)/.*");

    private CommandLineAnalyzer() {}

    /**
     * What is known of a program by its name.
     *
     * @param target whether a call of it may be compared with calls of other agents
     * @param withSubcommand whether its first operand says what it does
     * @param related whether other calls of the command line matter too
     */
    private record Program(List<CommandRule> rules, boolean target, boolean withSubcommand, boolean related) {
        static final Program OTHER = new Program(List.of(), true, false, false);

        static Program of(String name) {
            return new Program(
                    RULES.stream()
                            .filter(rule -> rule.programs().contains(name))
                            .toList(),
                    !COMMON.contains(name),
                    WITH_SUBCOMMAND.contains(name),
                    RELATED.contains(name));
        }
    }

    private static Map<String, Program> programs() {
        return Stream.concat(RULES.stream().map(CommandRule::programs), Stream.of(COMMON, WITH_SUBCOMMAND, RELATED))
                .flatMap(Set::stream)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(name -> name, Program::of));
    }

    static void analyze(String commandLine, EvidenceBuilder evidence) {
        ParseBudget budget = new ParseBudget();
        List<ProgramCall> calls = ShellParser.parse(commandLine, budget);
        if (look(calls, evidence)) {
            for (ProgramCall call : calls) {
                for (String nested : InlineCodeRule.commands(call)) {
                    look(ShellParser.parse(nested, budget), evidence);
                }
            }
        }
        if (budget.exceeded()) {
            evidence.feature(CommandFeature.TRUNCATED);
        }
    }

    static void analyzePowerShell(String script, EvidenceBuilder evidence) {
        ParseBudget budget = new ParseBudget();
        look(PowerShellParser.parse(script, budget), evidence);
        if (budget.exceeded()) {
            evidence.feature(CommandFeature.TRUNCATED);
        }
    }

    /** Each call by itself, and together those for which others matter; whether there are such. */
    private static boolean look(List<ProgramCall> calls, EvidenceBuilder evidence) {
        boolean related = false;
        for (ProgramCall call : calls) {
            Program program = PROGRAMS.getOrDefault(call.name(), Program.OTHER);
            look(call, program, evidence);
            related |= program.related();
        }
        if (related) {
            Collection<List<ProgramCall>> pipelines = calls.stream()
                    .collect(Collectors.groupingBy(ProgramCall::pipeline))
                    .values();
            ProcessRule.look(pipelines, evidence);
            RunsWhatItGets.look(calls, pipelines, evidence);
        }
        return related;
    }

    private static void look(ProgramCall call, Program program, EvidenceBuilder evidence) {
        if (call.privileged()) {
            evidence.feature(CommandFeature.PRIVILEGED);
        }
        for (CommandRule rule : program.rules()) {
            rule.look(call, evidence);
        }
        for (Redirect redirect : call.redirects()) {
            look(redirect, call, evidence);
        }
        if (program.target()) {
            evidence.program(
                    call.name().strip(),
                    program.withSubcommand() ? subcommand(call).strip() : "");
        }
    }

    private static String subcommand(ProgramCall call) {
        for (String word : call.arguments()) {
            if (!word.startsWith("-")) {
                return word;
            }
        }
        return "";
    }

    private static void look(Redirect redirect, ProgramCall call, EvidenceBuilder evidence) {
        Matcher socket = redirect.target().startsWith("/dev/") ? SOCKET.matcher(redirect.target()) : null;
        if (socket != null && socket.matches()) {
            HostClass host = HostClassifier.ofHost(socket.group(1));
            evidence.host(host == HostClass.LOOPBACK ? host : HostClass.RAW);
            if (host != HostClass.LOOPBACK) {
                evidence.feature(CommandFeature.SENDS);
            }
            return;
        }
        evidence.access(
                redirect.mode() == Redirect.Mode.READ ? Operation.READ : Operation.WRITE, call, redirect.target());
    }
}
