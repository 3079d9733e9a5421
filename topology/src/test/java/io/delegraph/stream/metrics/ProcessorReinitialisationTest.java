package io.delegraph.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.config.Settings;
import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.MetricDelta;
import io.delegraph.stream.record.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Kafka Streams initialises the same processor again when its task has lost its state; the store then has the committed content. */
class ProcessorReinitialisationTest {
    /** Contributions are made from facts alone. */
    private static final Session UNUSED_SESSION = new Session(
            SessionRows.readOnly("unused", new InMemoryRowStore()),
            DelegraphTopology.policies(Settings.load(null, Map.of())));

    private static final long NOW = 1_795_361_668_448L;

    private static final MetricDelta ONE_MORE = new MetricDelta(
            "claude-code",
            "delegation",
            "all",
            List.of(),
            List.of(new MetricDelta.MinuteDelta(NOW - NOW % 60_000, Map.of("completed", 1L), Map.of())));

    @Test
    void shouldFlushAfterReinitialisationWithPendingUpdates() {
        ContributionProcessor ledger = new ContributionProcessor();
        MockProcessorContext<String, MetricDelta> before = begun(ledger, Names.METRIC_CONTRIBUTIONS);
        ledger.process(changed(new RandomLifecycles(1, NOW, 1).agent("s", "a", AgentState.ACTIVE)));
        before.scheduledPunctuators().getFirst().getPunctuator().punctuate(NOW);
        ledger.process(changed(new RandomLifecycles(2, NOW, 1).agent("s", "b", AgentState.ACTIVE)));

        // nothing was committed: the store is empty, and "b" is processed again
        MockProcessorContext<String, MetricDelta> after = begun(ledger, Names.METRIC_CONTRIBUTIONS);
        ledger.process(changed(new RandomLifecycles(2, NOW, 1).agent("s", "b", AgentState.ACTIVE)));
        assertThat(after.scheduledPunctuators()).isNotEmpty();
        after.scheduledPunctuators().getFirst().getPunctuator().punctuate(NOW);

        assertThat(after.forwarded()).isNotEmpty();
    }

    @Test
    void shouldNotUseStateFromBeforeReinitialisation() {
        MetricSumProcessor sums = new MetricSumProcessor(partition -> Optional.empty());
        Record<String, MetricDelta> delta = new Record<>("delta", ONE_MORE, NOW);
        begun(sums, Names.METRIC_SUMS);
        sums.process(delta);

        MockProcessorContext<String, MetricWindow> after = begun(sums, Names.METRIC_SUMS);
        sums.process(delta);
        after.scheduledPunctuators().forEach(timer -> timer.getPunctuator().punctuate(NOW));

        assertThat(after.forwarded())
                .hasSize(WindowSize.values().length)
                .allSatisfy(forwarded ->
                        assertThat(forwarded.record().value().amounts()).isEqualTo(Map.of("completed", 1L)));
    }

    private static Record<String, SessionUpdate> changed(AgentLifecycle agent) {
        return new Record<>(
                agent.sessionId(),
                new SessionUpdate(null, List.of(new Fact.LifecycleChanged(agent, null)), UNUSED_SESSION),
                NOW);
    }

    private static <T> MockProcessorContext<String, T> begun(Processor<?, ?, String, T> processor, String name) {
        MockProcessorContext<String, T> context = new MockProcessorContext<>();
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        context.setCurrentSystemTimeMs(NOW);
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        processor.init(context);
        return context;
    }
}
