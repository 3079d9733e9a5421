package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.windows.Aggregate;
import io.delegraph.windows.Amount;
import io.delegraph.windows.Contribution;
import io.delegraph.windows.Delegations;
import io.delegraph.windows.Dimension;
import io.delegraph.windows.Groups;
import io.delegraph.windows.Lives;
import io.delegraph.windows.LogBuckets;
import io.delegraph.windows.Measure;
import io.delegraph.windows.Prompted;
import io.delegraph.windows.Series;
import io.delegraph.windows.Standing;
import io.delegraph.windows.Subject;
import io.delegraph.windows.WindowSize;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Rows that stand in state stores are read by later versions: their bytes are a contract. */
class MetricRowsTest {
    private static final long START = 1_795_361_640_000L;

    @Property(tries = 200)
    void shouldReadWhatItWrote(@ForAll long seed) {
        Lives lives = new Lives(seed, START, 1_000);
        Standing agent = new Standing(Delegations.of(lives.agent()).stream().toList());
        Standing workflow = new Standing(Prompted.of(lives.workflow()));

        assertThat(MetricRows.standing(MetricRows.write(agent))).isEqualTo(agent);
        assertThat(MetricRows.standing(MetricRows.write(workflow))).isEqualTo(workflow);
        for (Contribution it : workflow.contributions()) {
            Aggregate taken = Aggregate.ZERO.minus(it.sum());
            assertThat(MetricRows.sum(MetricRows.write(taken))).isEqualTo(taken);
        }
    }

    /** Composed by hand: version 1, then what each byte says. A number n is written as 2n, a negative one as -2n-1. */
    @Test
    void shouldKeepItsBytes() {
        Aggregate sum = Aggregate.of(
                Map.of(Amount.DELEGATIONS, 1L, Amount.FAILED, -3L), Map.of(Measure.TOKENS, LogBuckets.of(7)));
        String bytes = "01" // version
                + "04" + "00" + "02" + "06" + "05" // 2 amounts: the first one is 1, the one at 3 is -3
                + "02" + "02" + "02" + "0e" + "02"; // 1 measure: the one at 1 has 1 bucket, 7 has 1
        assertThat(HexFormat.of().formatHex(MetricRows.write(sum))).isEqualTo(bytes);

        Contribution contribution = new Contribution(
                Subject.DELEGATION,
                "demo",
                60,
                Map.of(Dimension.LEVEL, "2", Dimension.USER, Dimension.UNKNOWN),
                3,
                sum);
        String row = "01" + "02" // version, 1 contribution
                + "00" + "0864656d6f" + "78" + "06" // subject, source of 4 bytes, minute, 3 groupings
                + "04" + "04" + "0232" + "12" + "00" // 2 values: at 2 of 1 byte, at 9 unknown
                + bytes.substring(2);
        assertThat(HexFormat.of().formatHex(MetricRows.write(new Standing(List.of(contribution)))))
                .isEqualTo(row);
    }

    @Test
    void shouldRefuseARowOfANewerVersion() {
        assertThatThrownBy(() -> MetricRows.sum(new byte[] {2, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2");
    }

    /** Positions in rows and keys: what is new comes last. */
    @Test
    void shouldKeepTheOrderOfWhatRowsHoldByPosition() {
        assertThat(Subject.words()).startsWith("delegation", "workflow", "part", "pair", "stage");
        assertThat(WindowSize.words()).startsWith("1m", "5m", "1h", "1d");
        assertThat(Dimension.values()).startsWith(Dimension.AGENT_TYPE, Dimension.OUTCOME, Dimension.LEVEL);
        assertThat(List.of(Dimension.values()).indexOf(Dimension.DECLARED_LOOP)).isEqualTo(15);
        assertThat(Amount.at(0)).isEqualTo(Amount.DELEGATIONS);
        assertThat(List.of(Dimension.values()).indexOf(Dimension.STAGE)).isEqualTo(17);
        assertThat(Amount.at(20)).isEqualTo(Amount.EFFICIENCY_KNOWN);
        assertThat(Amount.at(56)).isEqualTo(Amount.DECLARED_ITERATIONS_KNOWN);
        assertThat(Amount.at(87)).isEqualTo(Amount.TOKENS_LOG_RATIO_SQUARED);
        assertThat(Measure.at(5)).isEqualTo(Measure.ITERATIONS);
        assertThat(Groups.names(Subject.DELEGATION).subList(0, 3)).containsExactly("all", "agent_type", "outcome");
        assertThat(Groups.names(Subject.DELEGATION).get(13)).isEqualTo("project,agent_type");
        assertThat(Groups.names(Subject.WORKFLOW).get(13)).isEqualTo("declared_wave_strategy,orchestration");
        assertThat(Groups.names(Subject.PAIR)).startsWith("all", "parent_type,agent_type");
        assertThat(Groups.names(Subject.STAGE)).startsWith("orchestration,stage");
    }

    @Test
    void shouldEncodeWhatOthersChoseInKeys() {
        Contribution agent = Delegations.of(new Lives(1, START, 1).agent("s", "a", AgentState.LOST))
                .orElseThrow();
        Series series = new Series(
                "a/b", Groups.find(agent.subject(), "agent_type,outcome").orElseThrow(), List.of("c d/é", "LOST"));

        assertThat(MetricKey.of(series)).isEqualTo("a%2Fb/delegation/agent_type,outcome/c%20d%2F%C3%A9/LOST");
        assertThat(MetricKey.of(WindowSize.HOUR, 0, series))
                .isEqualTo("a%2Fb/1h/0/delegation/agent_type,outcome/c%20d%2F%C3%A9/LOST");
    }
}
