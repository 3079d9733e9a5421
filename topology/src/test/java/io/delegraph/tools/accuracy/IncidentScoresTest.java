package io.delegraph.tools.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.security.rule.RuleCatalog;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The security rules on the demo's incidents and look-alikes. */
class IncidentScoresTest {
    /** Without the one for agents that go on after their stop: those of the demo keep to their lifecycles, which are its truth. */
    private static final List<String> RULES = RuleCatalog.all().stream()
            .map(RuleCatalog.RuleDescription::id)
            .filter(rule -> !rule.equals("D4"))
            .toList();

    @Test
    void shouldJudgeEachIncidentAndLookAlikeAsItsTruthSays() {
        IncidentScores scores = IncidentScores.ofEachIncident(10, TestPolicies.of(LifecycleTimeouts.DEFAULT));

        assertThat(scores.sessions()).isGreaterThan(3_000);
        assertThat(scores.mistakes()).isEmpty();
        assertThat(new TreeSet<>(scores.rules())).containsAll(RULES);
        assertThat(scores.below(0.95)).isEmpty();
    }

    @Test
    void shouldFindIncidentsAmongTheWorkOfDemos() {
        IncidentScores scores = IncidentScores.of(250, TestPolicies.of(LifecycleTimeouts.DEFAULT));

        assertThat(scores.mistakes()).isEmpty();
        assertThat(scores.below(0.95)).as(String.join("\n", scores.lines())).isEmpty();
    }
}
