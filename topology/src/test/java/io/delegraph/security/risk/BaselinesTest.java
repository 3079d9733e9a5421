package io.delegraph.security.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.ContributorKey;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.lifecycle.AgentActivity;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.Anomaly;
import io.delegraph.schemas.security.SessionRisk.TypeBaseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final long DAY_MS = WindowSize.DAY.ms();
    private static final long DAY = WindowSize.DAY.startOf(SampleRecords.START);
    private static final String TYPE = "Explore";

    private final List<MetricWindow> windows = new ArrayList<>();

    /** Agents of a type that ended, with these durations in ms. */
    private void day(long start, String type, long... durations) {
        Aggregate sum = Aggregate.ZERO;
        for (long duration : durations) {
            sum = sum.plus(Aggregate.of(
                    Map.of(SumMetric.DELEGATIONS, 1L, SumMetric.COMPLETED, 1L),
                    Map.of(DistributionMetric.DURATION_MS, LogHistogram.of(duration))));
        }
        MetricSeries series = new MetricSeries(
                "claude-code",
                Groupings.find(Subject.DELEGATION, Dimension.AGENT_TYPE.wireName())
                        .orElseThrow(),
                List.of(type));
        windows.add(MetricWindowMapper.toWindow(WindowSize.DAY, start, series, sum));
    }

    /** So many durations between 50 and 150 seconds. */
    private static long[] usual(int count) {
        long[] durations = new long[count];
        for (int i = 0; i < count; i++) {
            durations[i] = 50_000 + 100_000L * i / count;
        }
        return durations;
    }

    private static AgentLifecycle agent(long durationMs) {
        return SampleRecords.agent("s1", "a1", "root")
                .with()
                .agentType(TYPE)
                .source("claude-code")
                .requestedAt(SampleRecords.START)
                .durationMs(durationMs)
                .build();
    }

    private List<Anomaly> anomalies(long durationMs) {
        return anomalies(agent(durationMs), DelegatedAgents.NONE);
    }

    private List<Anomaly> anomalies(AgentLifecycle agent, DelegatedAgents delegated) {
        return new Baselines(windows).anomalies(agent, delegated);
    }

    /** So many agents of the type that ended, and what each of them did; of those that delegate a quarter each asked for 2 to 5 agents. */
    private void behaviour(long start, int count, AgentActivity activity, boolean delegate) {
        Map<ContributorKey, AgentLifecycle> agents = new HashMap<>();
        for (int i = 0; i < count; i++) {
            AgentLifecycle agent = agent(100_000)
                    .with()
                    .agentId("a" + start + i)
                    .requestedAt(start)
                    .state(AgentState.COMPLETED)
                    .activity(activity)
                    .build();
            agents.put(new ContributorKey(Subject.DELEGATION, "s1", agent.agentId()), agent);
        }
        BatchAggregation.of(agents.values(), List.of()).forEach((key, sum) -> {
            if (key.size() == WindowSize.DAY
                    && key.series().grouping().name().equals("agent_type")
                    && key.series().grouping().subject() == Subject.BEHAVIOUR) {
                Aggregate fanOut = Aggregate.of(
                        Map.of(),
                        Map.of(
                                DistributionMetric.FAN_OUT,
                                LogHistogram.of(Map.of(2, count / 4L, 3, count / 4L, 4, count / 4L, 5, count / 4L))));
                windows.add(MetricWindowMapper.toWindow(
                        WindowSize.DAY, key.start(), key.series(), delegate ? sum.plus(fanOut) : sum));
            }
        });
    }

    private static AgentActivity activity(PathClass... paths) {
        return new AgentActivity(List.of(ToolAction.RUN_SHELL), List.of(paths), List.of(HostClass.KNOWN));
    }

    @Test
    void shouldSayWhenThereIsNotEnoughData() {
        day(DAY - DAY_MS, TYPE, usual(19));

        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 19, false));
        assertThat(anomalies(100_000_000)).isEmpty();
    }

    @Test
    void shouldFindWhatTakesMuchLongerThanUsual() {
        day(DAY - DAY_MS, TYPE, usual(10));
        day(DAY - 2 * DAY_MS, TYPE, usual(10));

        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 20, true));
        assertThat(anomalies(100_000)).isEmpty();
        assertThat(anomalies(140_000)).isEmpty();
        assertThat(anomalies(3_600_000)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.measure()).isEqualTo("duration_ms");
            assertThat(anomaly.value()).isEqualTo(3_600_000);
            assertThat(anomaly.median()).isBetween(87_000L, 93_000L);
            assertThat(anomaly.robustZ()).isGreaterThan(3.5);
        });
        assertThat(anomalies(500))
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.robustZ()).isLessThan(-3.5));
    }

    @Test
    void shouldCompareWithTheDaysBeforeOnly() {
        day(DAY, TYPE, usual(40));
        day(DAY + DAY_MS, TYPE, usual(40));
        day(DAY - 31 * DAY_MS, TYPE, usual(40));
        day(DAY - DAY_MS, "Plan", usual(40));

        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 0, false));

        day(DAY - 30 * DAY_MS, TYPE, usual(20));
        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 20, true));
    }

    @Test
    void shouldFindWhatNoneOfItsTypeHadDone() {
        day(DAY - DAY_MS, TYPE, usual(20));
        behaviour(DAY - DAY_MS, 19, activity(PathClass.PROJECT), false);
        AgentLifecycle same =
                agent(100_000).with().activity(activity(PathClass.PROJECT)).build();
        AgentLifecycle other = agent(100_000)
                .with()
                .activity(activity(PathClass.PROJECT, PathClass.HOME_CONFIG))
                .build();

        assertThat(anomalies(other, DelegatedAgents.NONE)).isEmpty();

        behaviour(DAY - 2 * DAY_MS, 1, activity(PathClass.TMP), false);

        assertThat(anomalies(same, DelegatedAgents.NONE)).isEmpty();
        assertThat(anomalies(other, DelegatedAgents.NONE)).containsExactly(Anomaly.firstSeen("paths", "HOME_CONFIG"));
    }

    /** What others do later must not change what is said of an agent: a replay says the same. */
    @Property(tries = 50)
    void shouldSayTheSameWhateverHappensLater(@ForAll PathClass path, @ForAll @IntRange(max = 40) int later) {
        windows.clear();
        day(DAY - DAY_MS, TYPE, usual(20));
        behaviour(DAY - DAY_MS, 20, activity(PathClass.PROJECT), false);
        AgentLifecycle agent = agent(100_000).with().activity(activity(path)).build();
        List<Anomaly> before = anomalies(agent, DelegatedAgents.NONE);

        behaviour(DAY, later, activity(PathClass.values()), false);
        behaviour(DAY + DAY_MS, later, activity(PathClass.values()), false);

        assertThat(anomalies(agent, DelegatedAgents.NONE)).isEqualTo(before);
        assertThat(before).hasSize(path == PathClass.PROJECT ? 0 : 1);
    }

    @Test
    void shouldFindAnAgentThatAsksForManyMoreThanUsual() {
        day(DAY - DAY_MS, TYPE, usual(20));
        behaviour(DAY - DAY_MS, 40, activity(PathClass.PROJECT), true);

        assertThat(anomalies(agent(100_000), new DelegatedAgents(4, 1))).isEmpty();
        assertThat(anomalies(agent(100_000), new DelegatedAgents(60, 1)))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.measure()).isEqualTo("fan_out");
                    assertThat(anomaly.median()).isEqualTo(3);
                    assertThat(anomaly.robustZ()).isGreaterThan(3.5);
                });
    }

    @Test
    void shouldCountAgentsThatWereAtWorkAtOnce() {
        AgentLifecycle child = agent(1);
        AgentLifecycle first = child.with().startedAt(10L).endedAt(20L).build();
        AgentLifecycle second = child.with().startedAt(15L).endedAt(30L).build();
        AgentLifecycle third = child.with().startedAt(30L).endedAt(null).build();
        AgentLifecycle neverStarted = child.with().startedAt(null).build();

        assertThat(DelegatedAgents.of(List.of(third, neverStarted, first, second)))
                .isEqualTo(new DelegatedAgents(3, 2));
        assertThat(DelegatedAgents.of(List.of(third, first))).isEqualTo(new DelegatedAgents(2, 1));
        assertThat(DelegatedAgents.of(List.of(neverStarted))).isEqualTo(DelegatedAgents.NONE);
    }

    @Test
    void shouldFindNothingUnusualWhereAllAreAlike() {
        long[] same = new long[30];
        Arrays.fill(same, 60_000);
        day(DAY - DAY_MS, TYPE, same);

        assertThat(anomalies(61_000)).isEmpty();
    }
}
