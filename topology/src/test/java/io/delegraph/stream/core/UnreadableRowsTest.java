package io.delegraph.stream.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.ContributionSet;
import io.delegraph.aggregates.ContributorKey;
import io.delegraph.aggregates.DelegationContributions;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.Subject;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.stream.metrics.KeyValueContributionStore;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Anybody who reaches the broker can write to a changelog. Invalid content must not prevent a task from starting forever. */
class UnreadableRowsTest {
    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("store"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    UnreadableRowsTest() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    private void garble(String prefix) {
        store.put(Bytes.wrap((prefix + "garbage").getBytes(UTF_8)), new byte[] {1});
    }

    @Test
    void shouldStartWhenAStoredWatermarkIsInvalid() {
        WritableSessionIndex index = new WritableSessionIndex(store);
        index.watermark(0, 1, 5, 100);
        store.all().forEachRemaining(entry -> store.put(entry.key, new byte[] {1, 2, 3}));

        assertThat(index.watermark()).isZero();

        index.watermark(0, 1, 7, 100);
        assertThat(index.watermark()).isEqualTo(7);
    }

    @Test
    void shouldStartWhenAPendingRowIsInvalid() {
        KeyValueContributionStore pages = new KeyValueContributionStore(store);
        ContributorKey contributor = new ContributorKey(Subject.DELEGATION, "s", "a");
        ContributionSet contributions = new ContributionSet(
                DelegationContributions.of(
                                new RandomLifecycles(2, 1_795_361_640_000L, 1).agent("s", "a", AgentState.ACTIVE))
                        .stream()
                        .toList());
        pages.putPending(contributor, contributions);
        garble("W");
        garble("W\u0000\u0002s");

        assertThat(pages.pending()).containsOnlyKeys(contributor).containsValue(contributions);
        assertThat(new KeyValueContributionStore(store).pending()).hasSize(1);
        assertThat(List.copyOf(pages.pending().values())).containsExactly(contributions);
    }
}
