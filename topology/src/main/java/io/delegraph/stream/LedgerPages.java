package io.delegraph.stream;

import io.delegraph.windows.Account;
import io.delegraph.windows.Ledger;
import io.delegraph.windows.Standing;
import io.delegraph.windows.Subject;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in a state store.
 *
 * <pre>
 * A subject, session, id   → what is in the sums
 * W subject, session, id   → what is to be, until it is settled
 * </pre>
 */
final class LedgerPages implements Ledger.Pages {
    private static final byte APPLIED = 'A';
    private static final byte WAITING = 'W';
    private static final Logger LOG = LoggerFactory.getLogger(LedgerPages.class);

    private final KeyValueStore<Bytes, byte[]> store;

    LedgerPages(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public Standing applied(Account account) {
        return MetricRows.standing(store.get(key(APPLIED, account)));
    }

    @Override
    public void apply(Account account, Standing standing) {
        store.put(key(APPLIED, account), standing.equals(Standing.NONE) ? null : MetricRows.write(standing));
    }

    @Override
    public Map<Account, Standing> waiting() {
        Map<Account, Standing> waiting = new LinkedHashMap<>();
        List<Bytes> unreadable = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.prefixScan(new byte[] {WAITING}, new ByteArraySerializer())) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                try {
                    waiting.put(account(entry.key), MetricRows.standing(entry.value));
                } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                    LOG.error("skipping an unreadable row of {}", Names.METRIC_LEDGER, e);
                    unreadable.add(entry.key);
                }
            }
        }
        unreadable.forEach(store::delete);
        return waiting;
    }

    @Override
    public void await(Account account, Standing standing) {
        store.put(key(WAITING, account), MetricRows.write(standing));
    }

    @Override
    public void settled(Account account) {
        store.delete(key(WAITING, account));
    }

    private static Bytes key(byte kind, Account account) {
        return Bytes.wrap(new PackedWriter()
                .one(kind)
                .one(MetricRows.position(account.subject()))
                .text(account.sessionId())
                .text(account.id())
                .bytes());
    }

    private static Account account(Bytes key) {
        PackedReader in = new PackedReader(key.get());
        in.one();
        return new Account(MetricRows.constant(Subject.values(), in.one()), in.text(), in.text());
    }
}
