package io.delegraph.security.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.tools.security.CheckedHooks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single calls, and what each rule says of them: {@code security/single-calls.txt}. */
class SingleCallsTest {
    private static final String WORKTREE = "/home/dev/project/.claude/worktrees/agent-a1";

    /** A line of the table. */
    record Line(String rule, String severity, String caller, String mode, String call) {
        @Override
        public String toString() {
            return rule + " " + severity + ": " + caller + " " + mode + " " + call;
        }
    }

    static List<Line> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SingleCallsTest.class.getResourceAsStream("/security/single-calls.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 5))
                    .map(parts -> new Line(parts[0], parts[1], parts[2], parts[3], parts[4].replace("\\n", "\n")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldJudgeTheCall(Line line) {
        boolean root = line.caller.equals("root");
        CheckedHooks hooks = new CheckedHooks().mode(line.mode).start();
        if (!root) {
            boolean special = line.caller.equals("agent") || line.caller.equals("worktree");
            hooks.delegate("a1", special ? "general-purpose" : line.caller);
        }
        if (line.caller.equals("worktree")) {
            hooks.directory(WORKTREE);
        }
        hooks.call(root ? null : "a1", line.call);

        List<String> severities = hooks.findings().stream()
                .filter(finding -> finding.rule().equals(line.rule))
                .map(finding -> finding.severity().name().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(severities).isEqualTo(line.severity.equals("-") ? List.of() : List.of(line.severity));
    }

    @Test
    void shouldHaveThreeIncidentsAndThreeLookAlikesOfEachRuleForSingleCalls() throws IOException {
        var kinds = lines().stream()
                .collect(Collectors.groupingBy(
                        Line::rule, TreeMap::new, Collectors.partitioningBy(line -> line.severity.equals("-"))));

        assertThat(kinds).hasSizeGreaterThanOrEqualTo(17);
        assertThat(kinds.values()).allSatisfy(kind -> assertThat(kind.values()).allMatch(lines -> lines.size() >= 3));
    }
}
