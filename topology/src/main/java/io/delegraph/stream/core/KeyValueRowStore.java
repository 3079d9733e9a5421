package io.delegraph.stream.core;

import io.delegraph.codec.KeyCodec;
import io.delegraph.codec.RowCodec;
import io.delegraph.lifecycle.RowReader;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rows of one session in the state store, for reading. */
public sealed class KeyValueRowStore implements RowReader permits WritableKeyValueRowStore {
    private static final ByteArraySerializer PREFIX_SERIALIZER = new ByteArraySerializer();

    private final KeyCodec keys;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    public KeyValueRowStore(String sessionId, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.keys = new KeyCodec(sessionId);
        this.store = store;
    }

    @Override
    public List<Row> core() {
        return rows(store.range(Bytes.wrap(keys.coreStart()), Bytes.wrap(keys.coreEnd())));
    }

    @Override
    public @Nullable Row get(RowKey key) {
        byte[] bytes = keys.write(key);
        byte[] value = store.get(Bytes.wrap(bytes));
        return value == null ? null : RowCodec.read(bytes, value);
    }

    @Override
    public List<ToolRow> tools(String agentId) {
        return rows(store.prefixScan(keys.tools(agentId), PREFIX_SERIALIZER)).stream()
                .map(ToolRow.class::cast)
                .toList();
    }

    @Override
    public void forEachTool(String agentId, Consumer<ToolRow> each) {
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(keys.tools(agentId), PREFIX_SERIALIZER)) {
            found.forEachRemaining(entry -> each.accept((ToolRow) RowCodec.read(entry.key.get(), entry.value)));
        }
    }

    @Override
    public List<WaitRow> waits(String agentId) {
        return rows(store.prefixScan(keys.waits(agentId), PREFIX_SERIALIZER)).stream()
                .map(WaitRow.class::cast)
                .toList();
    }

    @Override
    public List<WaitRow> waits(String agentId, long from, long to) {
        return rows(store.range(Bytes.wrap(keys.waits(agentId, from)), Bytes.wrap(keys.waits(agentId, to + 1))))
                .stream()
                .map(WaitRow.class::cast)
                .toList();
    }

    @Override
    public List<ShellRow> shells() {
        return rows(store.prefixScan(keys.shells(), PREFIX_SERIALIZER)).stream()
                .map(ShellRow.class::cast)
                .toList();
    }

    @Override
    public List<TextRow> texts(String ownerId, int most) {
        List<TextRow> texts = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.reverseRange(Bytes.wrap(keys.textsStart(ownerId)), Bytes.wrap(keys.textsEnd(ownerId)))) {
            while (texts.size() < most && found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                texts.add((TextRow) RowCodec.read(entry.key.get(), entry.value));
            }
        }
        return texts;
    }

    private static List<Row> rows(KeyValueIterator<Bytes, byte[]> found) {
        List<Row> rows = new ArrayList<>();
        try (found) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                rows.add(RowCodec.read(entry.key.get(), entry.value));
            }
        }
        return rows;
    }
}
