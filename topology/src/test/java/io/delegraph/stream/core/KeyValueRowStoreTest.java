package io.delegraph.stream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Recording;
import io.delegraph.lifecycle.RowStore;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state store returns the same as rows in memory. */
class KeyValueRowStoreTest {
    @TempDir
    Path dir;

    private final Recording recording = Recording.named("leftovers");
    private final String session = recording.expected().get("session_id").asText();
    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), dir.toFile());
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Names.ROWS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
    }

    private Session played(String id, RowStore rows) {
        Session live = new Session(new SessionRows(id, rows), TestPolicies.DEFAULT);
        recording.events(true).forEach(event -> live.on(event, 0));
        return live;
    }

    private Session readAgain(String id) {
        return new Session(new SessionRows(id, new WritableKeyValueRowStore(id, store)), TestPolicies.DEFAULT);
    }

    @Test
    void shouldFindTheSameOrphanedResourcesWhenRowsAreReadAgain() {
        played(session, new WritableKeyValueRowStore(session, store));

        assertThat(readAgain(session).view(0).orphanedResources())
                .isNotEmpty()
                .isEqualTo(played(session, new InMemoryRowStore()).view(0).orphanedResources());
    }

    @Test
    void shouldKeepTheShellsOfSessionsApart() {
        String longer = session + "0";
        played(session, new WritableKeyValueRowStore(session, store));
        played(longer, new WritableKeyValueRowStore(longer, store));

        // as many as the client was asked to start
        assertThat(new KeyValueRowStore(session, store).shells()).hasSize(4);
        assertThat(new KeyValueRowStore(longer, store).shells()).hasSize(4);
        new WritableKeyValueRowStore(session, store).deleteAll();
        assertThat(new KeyValueRowStore(session, store).shells()).isEmpty();
        assertThat(new KeyValueRowStore(longer, store).shells()).hasSize(4);
    }
}
