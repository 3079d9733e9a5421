package io.delegraph.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.TestPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyTest {
    private static final Scores DEMO = DemoScores.of(4, 12, TestPolicies.of(Limits.DEFAULT));

    @ParameterizedTest
    @ValueSource(strings = {"strategy", "orchestration", "coordination_pattern", "relations", "orchestrates"})
    void shouldNameWhatDemosAreTrulyLike(String fact) {
        Confusion confusion = DEMO.confusions().get(fact);

        assertThat(confusion.macroF1()).as(String.join("\n", confusion.lines())).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent_specialization",
                "delegation_strategy",
                "workflow_orchestration",
                "delegation_reason",
                "expected_outcome",
                "resource_allocation",
                "coordination_pattern",
                "completion_time_ms",
                "message_count"
            })
    void shouldFillFieldsOfTheContextBetterThanWhoeverSaysTheMostFrequentValue(String field) {
        Confusion confusion = DEMO.confusions().get(field);

        assertThat(confusion.size()).isPositive();
        assertThat(confusion.accuracy()).isGreaterThan(confusion.mostFrequent());
    }

    @Test
    void shouldCountAsAPersonWould() {
        Confusion confusion = new Confusion();
        for (String pair : List.of("cat cat", "cat cat", "cat dog", "dog dog", "bird -", "- dog")) {
            String[] words = pair.split(" ", -1);
            confusion.add(words[0].equals("-") ? null : words[0], words[1].equals("-") ? null : words[1]);
        }

        assertThat(confusion.size()).isEqualTo(5);
        // 2 cats and 1 dog of 5
        assertThat(confusion.accuracy()).isEqualTo(3 / 5.0);
        assertThat(confusion.mostFrequent()).isEqualTo(3 / 5.0);
        // cat: 2 * 2 / (2 said + 3 true); dog: 2 * 1 / (3 said + 1 true); bird: never said
        assertThat(confusion.macroF1()).isEqualTo((4 / 5.0 + 2 / 4.0 + 0) / 3);
    }

    @Test
    void shouldTakeAmountsForRightThatAreNear() {
        assertThat(Amounts.near("60000", "60150")).isTrue();
        assertThat(Amounts.near("60000", "63001")).isFalse();
        assertThat(Amounts.near("2", "3")).isFalse();
        assertThat(Amounts.near("parallel", "parallel")).isFalse();
    }
}
