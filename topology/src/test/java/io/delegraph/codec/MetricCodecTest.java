package io.delegraph.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Contribution;
import io.delegraph.aggregates.ContributionSet;
import io.delegraph.aggregates.DelegationContributions;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.aggregates.WorkflowContributions;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.graph.DelegationStrategy;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.stream.record.MetricKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Later versions read the rows of state stores: their bytes are a contract. */
class MetricCodecTest {
    private static final long START = 1_795_361_640_000L;

    @Property(tries = 200)
    void shouldReadWhatItWrote(@ForAll long seed) {
        RandomLifecycles lifecycles = new RandomLifecycles(seed, START, 1_000);
        ContributionSet agent = new ContributionSet(DelegationContributions.all(lifecycles.agent()));
        ContributionSet workflow = new ContributionSet(WorkflowContributions.of(lifecycles.workflow()));

        assertThat(MetricCodec.contributions(MetricCodec.write(agent))).isEqualTo(agent);
        assertThat(MetricCodec.contributions(MetricCodec.write(workflow))).isEqualTo(workflow);
        for (Contribution contribution : workflow.contributions()) {
            Aggregate taken = Aggregate.ZERO.minus(contribution.sum());
            assertThat(MetricCodec.sum(MetricCodec.write(taken))).isEqualTo(taken);
        }
    }

    /** Composed by hand: version 1, then each byte. A number n is written as 2n, a negative one as -2n-1. */
    @Test
    void shouldKeepItsBytes() {
        Aggregate sum = Aggregate.of(
                Map.of(SumMetric.DELEGATIONS, 1L, SumMetric.FAILED, -3L),
                Map.of(DistributionMetric.TOKENS, LogHistogram.of(7)));
        String bytes = "01" // version
                + "04" + "00" + "02" + "06" + "05" // 2 amounts: the first one is 1, the one at 3 is -3
                + "02" + "02" + "02" + "0e" + "02"; // 1 measure: the one at 1 has 1 bucket, 7 has 1
        assertThat(HexFormat.of().formatHex(MetricCodec.write(sum))).isEqualTo(bytes);

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
        assertThat(HexFormat.of().formatHex(MetricCodec.write(new ContributionSet(List.of(contribution)))))
                .isEqualTo(row);
    }

    @Test
    void shouldRefuseARowOfANewerVersion() {
        assertThatThrownBy(() -> MetricCodec.sum(new byte[] {2, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2");
    }

    /** The positions in rows and keys: new constants come last. */
    @Test
    void shouldKeepThePositionsOfStoredConstants() {
        assertThat(Subject.wireNames()).startsWith("delegation", "workflow", "part", "pair", "stage", "behaviour");
        assertThat(WindowSize.values()).extracting(WindowSize::wireName).startsWith("1m", "5m", "1h", "1d");
        assertThat(Dimension.values()).startsWith(Dimension.AGENT_TYPE, Dimension.OUTCOME, Dimension.LEVEL);
        assertThat(List.of(Dimension.values()).indexOf(Dimension.DECLARED_LOOP)).isEqualTo(15);
        assertThat(SumMetric.atPosition(0)).isEqualTo(SumMetric.DELEGATIONS);
        assertThat(List.of(Dimension.values()).indexOf(Dimension.STAGE)).isEqualTo(17);
        assertThat(SumMetric.atPosition(20)).isEqualTo(SumMetric.EFFICIENCY_KNOWN);
        assertThat(SumMetric.atPosition(56)).isEqualTo(SumMetric.DECLARED_ITERATIONS_KNOWN);
        assertThat(SumMetric.atPosition(87)).isEqualTo(SumMetric.TOKENS_LOG_RATIO_SQUARED);
        assertThat(DistributionMetric.atPosition(5)).isEqualTo(DistributionMetric.ITERATIONS);
        assertThat(DistributionMetric.atPosition(13)).isEqualTo(DistributionMetric.STRATEGIES);
        assertThat(List.of(ToolAction.values()).indexOf(ToolAction.LEAVE_PLANNING))
                .isEqualTo(6);
        assertThat(List.of(PathClass.values()).indexOf(PathClass.UNKNOWN)).isEqualTo(23);
        assertThat(List.of(HostClass.values()).indexOf(HostClass.DROP)).isEqualTo(5);
        assertThat(List.of(DelegationStrategy.values()).indexOf(DelegationStrategy.HIERARCHICAL))
                .isEqualTo(3);
        assertThat(Groupings.names(Subject.DELEGATION).subList(0, 3)).containsExactly("all", "agent_type", "outcome");
        assertThat(Groupings.names(Subject.DELEGATION).get(13)).isEqualTo("project,agent_type");
        assertThat(Groupings.names(Subject.WORKFLOW).get(13)).isEqualTo("declared_wave_strategy,orchestration");
        assertThat(Groupings.names(Subject.PAIR)).startsWith("all", "parent_type,agent_type");
        assertThat(Groupings.names(Subject.STAGE)).startsWith("orchestration,stage");
        assertThat(Groupings.names(Subject.BEHAVIOUR)).startsWith("agent_type");
    }

    @Test
    void shouldPercentEncodeUserValuesInKeys() {
        Contribution agent = DelegationContributions.of(
                        new RandomLifecycles(1, START, 1).agent("s", "a", AgentState.LOST))
                .orElseThrow();
        MetricSeries series = new MetricSeries(
                "a/b", Groupings.find(agent.subject(), "agent_type,outcome").orElseThrow(), List.of("c d/é", "LOST"));

        assertThat(MetricKey.of(series)).isEqualTo("a%2Fb/delegation/agent_type,outcome/c%20d%2F%C3%A9/LOST");
        assertThat(MetricKey.of(WindowSize.HOUR, 0, series))
                .isEqualTo("a%2Fb/1h/0/delegation/agent_type,outcome/c%20d%2F%C3%A9/LOST");
    }
}
