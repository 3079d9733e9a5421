package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.windows.Lives;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Kafka Streams initialises the same processor again when its task has lost its state; the store then has what was committed. */
class BegunAnewTest {
    private static final long NOW = 1_795_361_668_448L;

    @Test
    void shouldSettleAfterItsTaskBeganAnewWhileSomethingWaited() {
        LedgerProcessor ledger = new LedgerProcessor();
        MockProcessorContext<String, MetricDelta> before = begun(ledger);
        ledger.process(new Record<>(
                null, new Fact.LifecycleChanged(new Lives(1, NOW, 1).agent("s", "a", AgentState.ACTIVE)), NOW));
        before.scheduledPunctuators().getFirst().getPunctuator().punctuate(NOW);
        ledger.process(new Record<>(
                null, new Fact.LifecycleChanged(new Lives(2, NOW, 1).agent("s", "b", AgentState.ACTIVE)), NOW));

        // nothing of it was committed: the store is empty, and "b" comes again
        MockProcessorContext<String, MetricDelta> after = begun(ledger);
        ledger.process(new Record<>(
                null, new Fact.LifecycleChanged(new Lives(2, NOW, 1).agent("s", "b", AgentState.ACTIVE)), NOW));
        assertThat(after.scheduledPunctuators()).isNotEmpty();
        after.scheduledPunctuators().getFirst().getPunctuator().punctuate(NOW);

        assertThat(after.forwarded()).isNotEmpty();
    }

    private static MockProcessorContext<String, MetricDelta> begun(LedgerProcessor ledger) {
        MockProcessorContext<String, MetricDelta> context = new MockProcessorContext<>();
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Names.METRIC_LEDGER), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        context.setCurrentSystemTimeMs(NOW);
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        ledger.init(context);
        return context;
    }
}
