package io.delegraph.tools.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.TestPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyTest {
    private static final Scores DEMO = DemoScores.of(4, 12, TestPolicies.of(LifecycleTimeouts.DEFAULT));

    @ParameterizedTest
    @ValueSource(strings = {"strategy", "orchestration", "coordination_pattern", "relations", "orchestrates"})
    void shouldReachMacroF1Of95PercentOnDemos(String fact) {
        ConfusionMatrix confusion = DEMO.confusions().get(fact);

        assertThat(confusion.macroF1()).as(String.join("\n", confusion.lines())).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void shouldBeatTheBaselineForEveryContextField() {
        assertThat(DEMO.fields()).hasSize(1 + 13);
        assertThat(DEMO.unmet()).isEmpty();
    }

    @Test
    void shouldComputeAccuracyAndMacroF1() {
        ConfusionMatrix confusion = new ConfusionMatrix();
        for (String pair : List.of("cat cat", "cat cat", "cat dog", "dog dog", "bird -", "- dog")) {
            String[] words = pair.split(" ", -1);
            confusion.add(words[0].equals("-") ? null : words[0], words[1].equals("-") ? null : words[1]);
        }

        assertThat(confusion.size()).isEqualTo(5);
        // 2 cats and 1 dog of 5
        assertThat(confusion.accuracy()).isEqualTo(3 / 5.0);
        assertThat(confusion.baselineAccuracy()).isEqualTo(3 / 5.0);
        // cat: 2 * 2 / (2 reported + 3 true); dog: 2 * 1 / (3 reported + 1 true); bird: never reported
        assertThat(confusion.macroF1()).isEqualTo((4 / 5.0 + 2 / 4.0 + 0) / 3);
    }

    @Test
    void shouldComputeAccuracyAndErrorOfAmounts() {
        AmountAccuracy amounts = new AmountAccuracy(10);
        // off by 0, 10, 11, not reported
        amounts.add(100, 100.0);
        amounts.add(110, 120.0);
        amounts.add(130, 119.0);
        amounts.add(500, null);

        assertThat(amounts.size()).isEqualTo(4);
        assertThat(amounts.accuracy()).isEqualTo(2 / 4.0);
        // 105 is right for the first two, 120 for the second and the third; none for three
        assertThat(amounts.baselineAccuracy()).isEqualTo(2 / 4.0);
        assertThat(amounts.meanError()).isEqualTo((0 + 10 + 11) / 3.0);
        // 130 is the upper median: off by 30, 20, 0, 370
        assertThat(amounts.baselineError()).isEqualTo((30 + 20 + 0 + 370) / 4.0);
    }

    @Test
    void shouldNameWhatIsWrongOrMissingOrNoBetterThanTheBaseline() {
        Scores scores = new Scores("planted");
        for (int agent = 0; agent < 4; agent++) {
            scores.filled("sync_points", true);
            scores.compare(
                    "sync_points", "agent " + agent, agent == 0 ? 2 : 1, agent == 3 ? 7.0 : agent == 0 ? 2.0 : 1.0, 0);
            scores.filled("message_count", agent == 0);
            scores.compare("message_count", "agent " + agent, agent, agent == 0 ? 0.0 : null, 0);
            scores.filled("completion_time_ms", true);
            scores.compare("completion_time_ms", "agent " + agent, 1_000 * agent, 1_000.0 * agent + 200, 200);
        }

        assertThat(scores.mistakes())
                .contains("agent 3 sync_points: reported 7.000, true is 1.000")
                .hasSize(4);
        assertThat(scores.unmet())
                .containsExactly(
                        "sync_points is right for 0.750, always saying the same for 0.750",
                        "message_count is there for 1 of 4 agents only",
                        "message_count is right for 0.250, always saying the same for 0.250");
    }

    @Test
    void shouldGiveTheReasonWhenNothingIsComparedAndFail() {
        Scores scores = new Scores("without");
        scores.filled("efficiency", true);
        scores.noTruth("efficiency", "no waits are known");

        assertThat(scores.fields()).last().asString().contains("100.0%", "no truth: no waits are known");
        assertThat(scores.unmet()).containsExactly("efficiency is right for 0.000, always saying the same for 0.000");
    }
}
