package io.delegraph.security.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.tools.security.CheckedHooks;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the sessions in {@link ChainCases}, in order and in other orders with half of the hooks twice. */
class ChainCasesTest {
    static List<ChainCases.ChainCase> cases() {
        return ChainCases.ALL;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldJudgeTheSession(ChainCases.ChainCase session) {
        CheckedHooks hooks = session.hooks();

        assertThat(judged(session, hooks.findings())).isEqualTo(session.expected());
        for (long seed = 0; seed < 3; seed++) {
            assertThat(judged(session, hooks.findingsShuffled(seed)))
                    .as("in another order, seed " + seed)
                    .isEqualTo(session.expected());
        }
    }

    private static List<String> judged(ChainCases.ChainCase session, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(session.rule()))
                .map(finding -> finding.agentId() + " " + finding.severity())
                .sorted()
                .toList();
    }
}
