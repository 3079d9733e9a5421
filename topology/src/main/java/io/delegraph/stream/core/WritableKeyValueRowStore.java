package io.delegraph.stream.core;

import io.delegraph.codec.KeyCodec;
import io.delegraph.codec.RowCodec;
import io.delegraph.lifecycle.RowStore;
import io.delegraph.lifecycle.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of one session in the state store of the task that owns it. */
final class WritableKeyValueRowStore extends KeyValueRowStore implements RowStore {
    private final KeyCodec keys;
    private final KeyValueStore<Bytes, byte[]> store;

    WritableKeyValueRowStore(String sessionId, KeyValueStore<Bytes, byte[]> store) {
        super(sessionId, store);
        this.keys = new KeyCodec(sessionId);
        this.store = store;
    }

    @Override
    public void put(Row row) {
        store.put(Bytes.wrap(keys.write(row.key())), RowCodec.write(row));
    }

    @Override
    public void deleteAll() {
        List<Bytes> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.prefixScan(keys.prefix(), new ByteArraySerializer())) {
            all.forEachRemaining(entry -> found.add(entry.key));
        }
        found.forEach(store::delete);
    }
}
