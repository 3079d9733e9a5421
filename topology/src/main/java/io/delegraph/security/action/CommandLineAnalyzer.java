package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.security.shell.ParseBudget;
import io.delegraph.security.shell.PowerShellParser;
import io.delegraph.security.shell.ProgramCall;
import io.delegraph.security.shell.Redirect;
import io.delegraph.security.shell.ShellParser;
import java.util.ArrayList;
import java.util.HashMap;
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

    private static final Map<String, List<CommandRule>> BY_PROGRAM = RULES.stream()
            .flatMap(rule -> rule.programs().stream().map(program -> Map.entry(program, rule)))
            .collect(Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));

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

    private static final Pattern SOCKET = Pattern.compile("^/dev/(?:tcp|udp)/([^/]+)/.*");

    private CommandLineAnalyzer() {}

    static void analyze(String commandLine, EvidenceBuilder evidence) {
        ParseBudget budget = new ParseBudget();
        List<ProgramCall> calls = ShellParser.parse(commandLine, budget);
        look(calls, evidence);
        for (ProgramCall call : calls) {
            for (String nested : InlineCodeRule.commands(call)) {
                look(ShellParser.parse(nested, budget), evidence);
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

    private static void look(List<ProgramCall> calls, EvidenceBuilder evidence) {
        Map<Integer, List<ProgramCall>> pipelines = new HashMap<>();
        for (ProgramCall call : calls) {
            look(call, evidence);
            pipelines
                    .computeIfAbsent(call.pipeline(), number -> new ArrayList<>())
                    .add(call);
        }
        ProcessRule.look(pipelines.values(), evidence);
        RunsWhatItGets.look(calls, pipelines.values(), evidence);
    }

    private static void look(ProgramCall call, EvidenceBuilder evidence) {
        if (call.privileged()) {
            evidence.feature(CommandFeature.PRIVILEGED);
        }
        String name = call.name();
        BY_PROGRAM.getOrDefault(name, List.of()).forEach(rule -> rule.look(call, evidence));
        call.redirects().forEach(redirect -> look(redirect, call, evidence));
        if (!COMMON.contains(name)) {
            String subcommand = WITH_SUBCOMMAND.contains(name)
                    ? Stream.concat(call.arguments().stream().filter(word -> !word.startsWith("-")), Stream.of(""))
                            .findFirst()
                            .orElse("")
                    : "";
            evidence.target("prog:" + (name + " " + subcommand).strip());
        }
    }

    private static void look(Redirect redirect, ProgramCall call, EvidenceBuilder evidence) {
        Matcher socket = SOCKET.matcher(redirect.target());
        if (socket.matches()) {
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
