package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.Finding;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.tools.security.SecurityCheck;
import io.delegraph.transcript.ImportReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges sessions that lie in files. */
@Command(
        name = "check",
        description = {
            "Judges the sessions of recordings and transcripts, without a running Delegraph: one line for each rule and agent, the "
                    + "most severe of a session first.",
            "Commands are read, never run. What the rules recognise, and what they cannot see, is in topology/security/.",
            "Of security-policies.yaml everything holds but its exceptions.",
            "Exit code 1 when a finding is as severe as --fail-on."
        })
final class SecurityCheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Recordings of hooks and transcripts of Claude Code (*.jsonl, also gzipped).")
    private List<Path> files;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description = "low, medium, high or critical (default: ${DEFAULT-VALUE}).")
    private Severity failOn;

    @Option(
            names = "--read-only-type",
            paramLabel = "TYPE",
            description = "An agent type that is declared to change nothing, beside Explore and Plan; repeatable.")
    private List<String> readOnlyTypes = List.of();

    @Option(names = "--json", description = "Prints a JSON array of the findings.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SessionFiles found = SessionFiles.find(files);
        Settings settings = options.settings(Map.of());
        SecurityCheck check = new SecurityCheck(DelegraphTopology.policies(settings));
        found.read(new ImportReport(), check::add);
        List<Finding> findings = check.findings(policy(settings.securityPolicy()), System.currentTimeMillis());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(findings), StandardCharsets.UTF_8));
        } else {
            findings.forEach(finding -> out.println(line(finding)));
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        err.println(summary(found, check, findings));
        if (check.truncated() > 0) {
            err.println("of " + check.truncated() + " calls only the beginning was judged, because they are too long");
        }
        err.flush();
        return findings.stream().anyMatch(finding -> finding.severity().compareTo(failOn) >= 0) ? 1 : 0;
    }

    private SecurityPolicy policy(SecurityPolicy configured) {
        Set<String> types = new HashSet<>(configured.parameters().readOnlyTypes());
        types.addAll(readOnlyTypes);
        return configured.withReadOnlyTypes(types);
    }

    private static String line(Finding finding) {
        return FindingLine.of(
                finding.severity(),
                finding.rule(),
                finding.sessionId(),
                finding.agentId(),
                finding.reason(),
                finding.toolUseIds());
    }

    private static String summary(SessionFiles files, SecurityCheck check, List<Finding> findings) {
        String counts = findings.stream()
                .collect(Collectors.groupingBy(Finding::severity, TreeMap::new, Collectors.counting()))
                .descendingMap()
                .entrySet()
                .stream()
                .map(count -> count.getValue() + " " + FindingLine.word(count.getKey()))
                .collect(Collectors.joining(", "));
        return counted(files.recordings(), "recording") + " and " + counted(files.transcripts(), "transcript")
                + " with " + counted(check.sessions(), "session") + ": " + (counts.isEmpty() ? "no findings" : counts);
    }

    private static String counted(int count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
