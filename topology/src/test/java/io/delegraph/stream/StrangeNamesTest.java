package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.Contribution;
import io.delegraph.aggregates.ContributionSet;
import io.delegraph.aggregates.ContributionTracker;
import io.delegraph.aggregates.ContributorKey;
import io.delegraph.aggregates.DelegationContributions;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.SeriesDelta;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.codec.MetricCodec;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.metrics.KeyValueContributionStore;
import io.delegraph.stream.metrics.MetricSumStore;
import io.delegraph.stream.metrics.WritableMetricSumStore;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.MetricDelta;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.SizeLimitedJsonSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** For any names of projects, types, users and flags, contributions are subtracted from where they were added. */
class StrangeNamesTest {
    private static final long START = 1_795_361_640_000L;
    private static final MockProcessorContext<Object, Object> CONTEXT = new MockProcessorContext<>();

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                2,
                                Arbitraries.of(
                                        "",
                                        " ",
                                        "\t",
                                        "\u00a0",
                                        Dimension.UNKNOWN,
                                        Dimension.OTHER,
                                        Dimension.UNDECLARED,
                                        "\"(unknown)\"",
                                        "other",
                                        "\u0000",
                                        "a/b,c=d{}\"\n")),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(20)))
                .map(text -> text.replaceAll("[\ud800-\udfff]", "?"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(CONTEXT.getStateStoreContext(), store);
        return store;
    }

    @Property(tries = 150)
    void shouldKeepSumsConsistentInEveryStore(
            @ForAll long seed, @ForAll("names") List<String> types, @ForAll("names") List<String> names) {
        KeyValueContributionStore pages = new KeyValueContributionStore(store("ledger"));
        WritableMetricSumStore sums = new WritableMetricSumStore(store("sums"));
        RandomLifecycles lifecycles = new RandomLifecycles(seed, START, 100_000, types, names);
        Random random = new Random(seed);
        Map<ContributorKey, AgentLifecycle> agents = new HashMap<>();
        Map<ContributorKey, WorkflowSummary> workflows = new HashMap<>();
        for (int round = 0; round < 4; round++) {
            // each time like after a restart: from the content of the stores
            ContributionTracker tracker = new ContributionTracker(pages);
            for (int i = random.nextInt(8); i > 0; i--) {
                AgentLifecycle agent = lifecycles.agent();
                agents.put(new ContributorKey(Subject.DELEGATION, agent.sessionId(), agent.agentId()), agent);
                tracker.updateAgent(agent);
                WorkflowSummary workflow = lifecycles.workflow();
                workflows.put(
                        new ContributorKey(Subject.WORKFLOW, workflow.sessionId(), workflow.workflowId()), workflow);
                tracker.updateWorkflow(workflow);
            }
            if (random.nextInt(3) > 0) {
                new ContributionTracker(pages).drainDeltas().forEach(delta -> add(delta, sums));
            }
        }
        new ContributionTracker(pages).drainDeltas().forEach(delta -> add(delta, sums));

        Map<BatchAggregation.BatchKey, Aggregate> kept = kept(sums);
        assertThat(kept).isEqualTo(BatchAggregation.of(agents.values(), workflows.values()));
        kept.forEach((key, sum) -> {
            MetricWindow window = MetricWindowMapper.toWindow(key.size(), key.start(), key.series(), sum);
            assertThat(MetricWindowMapper.toAggregate(window)).isEqualTo(sum);
        });
    }

    /** Applies a delta like one from a record. */
    private static void add(SeriesDelta delta, WritableMetricSumStore sums) {
        for (MetricDelta part : MetricDelta.of(delta)) {
            byte[] json = new SizeLimitedJsonSerializer<MetricDelta>().serialize(Names.METRIC_DELTAS, part);
            SeriesDelta read = JsonSerdes.deserializer(MetricDelta.class)
                    .deserialize(Names.METRIC_DELTAS, json)
                    .toSeriesDelta()
                    .orElseThrow();
            for (WindowSize size : read.series().grouping().subject().windows()) {
                read.sumsByWindow(size).forEach((start, sum) -> {
                    MetricSumStore.WindowKey key = new MetricSumStore.WindowKey(size, start, read.series());
                    sums.put(key, sums.get(key).plus(sum));
                });
            }
        }
    }

    private static Map<BatchAggregation.BatchKey, Aggregate> kept(MetricSumStore sums) {
        Map<BatchAggregation.BatchKey, Aggregate> kept = new HashMap<>();
        for (WindowSize size : WindowSize.values()) {
            for (Subject subject : Subject.values()) {
                Groupings.of(subject)
                        .forEach(grouping -> sums.read(size, grouping, 0, Long.MAX_VALUE, Integer.MAX_VALUE, window -> {
                            MetricSumStore.WindowKey key = window.key();
                            kept.put(
                                    new BatchAggregation.BatchKey(key.size(), key.start(), key.series()), window.sum());
                        }));
            }
        }
        return kept;
    }

    /** The groups of delegations in these projects. */
    private static List<String> groups(String... projects) {
        List<String> groups = new ArrayList<>();
        for (String project : projects) {
            // this seed gives an agent with a project and a time
            AgentLifecycle agent = new RandomLifecycles(2, START, 1, List.of("dev"), List.of(project))
                    .agent("s", "a", AgentState.ACTIVE);
            assertThat(agent.project()).isEqualTo(project);
            groups.add(DelegationContributions.of(agent).orElseThrow().values().get(Dimension.PROJECT));
        }
        return groups;
    }

    @Test
    void shouldNeverReadANameAsUnknown() {
        assertThat(groups("(unknown)", "(other)", "mine", " "))
                .containsExactly("\"(unknown)\"", "\"(other)\"", "mine", "(unknown)");
    }

    /** An empty value in the store would be read as unknown. */
    @Test
    void shouldHoldNoEmptyValue() {
        Contribution contribution =
                new Contribution(Subject.PART, "demo", 0, Map.of(Dimension.PROJECT, ""), 1, Aggregate.ZERO);

        assertThat(contribution.values()).isEqualTo(Map.of(Dimension.PROJECT, Dimension.UNKNOWN));
        ContributionSet contributions = new ContributionSet(List.of(contribution));
        assertThat(MetricCodec.contributions(MetricCodec.write(contributions))).isEqualTo(contributions);
    }
}
