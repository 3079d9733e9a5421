package io.delegraph.stream.link;

import io.delegraph.schemas.Json;
import io.delegraph.stream.record.ClientSeen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The latest client of each process id on a host, indexed by its ancestors' ids too, because a host may have very many clients.
 *
 * <pre>
 * length of host, host, pid                     → client
 * −1 − length of host, host, pid above, pid     → -
 * MIN + length of host, host                    → -          the index of this host is complete
 * </pre>
 *
 * <p>An earlier version had only the first kind of rows: the index of a host is built when it is first used.
 */
final class HostClients {
    private static final ByteArraySerializer PREFIX_SERIALIZER = new ByteArraySerializer();
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    HostClients(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Null when there is none. */
    @Nullable
    ClientSeen get(String host, long pid) {
        byte[] json = store.get(client(host, pid));
        return json == null ? null : Json.read(json, ClientSeen.class);
    }

    void put(String host, ClientSeen client) {
        remove(host, get(host, pid(client)));
        store.put(client(host, pid(client)), Json.write(client));
        client.ancestorPids().forEach(above -> store.put(descendants(host, above, pid(client)), PRESENT));
    }

    /** Every client that is a descendant of this process. */
    List<ClientSeen> descendants(String host, long pid) {
        List<ClientSeen> clients = new ArrayList<>();
        byte[] prefix = bytes(descendants(host), host, pid);
        for (Bytes key : keys(prefix)) {
            ClientSeen client = get(host, ByteBuffer.wrap(key.get()).getLong(prefix.length));
            if (client != null && client.ancestorPids().contains(pid)) {
                clients.add(client);
            }
        }
        return clients;
    }

    private static long pid(ClientSeen client) {
        return Objects.requireNonNull(client.pid(), "only what is about a process is kept by host");
    }

    private void remove(String host, @Nullable ClientSeen client) {
        if (client != null) {
            store.delete(client(host, pid(client)));
            client.ancestorPids().forEach(above -> store.delete(descendants(host, above, pid(client))));
        }
    }

    /** Builds the index of clients that an earlier version stored. */
    void indexAncestors(String host) {
        Bytes complete = Bytes.wrap(bytes(Integer.MIN_VALUE + utf8(host).length, host));
        if (store.get(complete) == null) {
            for (Bytes key : keys(bytes(utf8(host).length, host))) {
                put(host, Json.read(store.get(key), ClientSeen.class));
            }
            store.put(complete, PRESENT);
        }
    }

    /** Deletes the clients that were last seen before this time, epoch ms, on every host. */
    void expire(long before) {
        List<Runnable> old = new ArrayList<>();
        // lengths are not negative, so the clients come first
        try (KeyValueIterator<Bytes, byte[]> all =
                store.range(Bytes.wrap(new byte[4]), Bytes.wrap(new byte[] {(byte) 0x7F, -1, -1, -1}))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                ClientSeen client = Json.read(entry.value, ClientSeen.class);
                if (client.at() < before) {
                    old.add(() -> remove(host(entry.key), client));
                }
            }
        }
        old.forEach(Runnable::run);
    }

    private List<Bytes> keys(byte[] prefix) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, PREFIX_SERIALIZER)) {
            found.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private static Bytes client(String host, long pid) {
        return Bytes.wrap(bytes(utf8(host).length, host, pid));
    }

    private static Bytes descendants(String host, long above, long pid) {
        return Bytes.wrap(bytes(descendants(host), host, above, pid));
    }

    private static int descendants(String host) {
        return -1 - utf8(host).length;
    }

    private static String host(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        byte[] utf8 = new byte[bytes.getInt()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int head, String host, long... pids) {
        byte[] utf8 = utf8(host);
        ByteBuffer bytes = ByteBuffer.allocate(4 + utf8.length + 8 * pids.length)
                .putInt(head)
                .put(utf8);
        for (long pid : pids) {
            bytes.putLong(pid);
        }
        return bytes.array();
    }

    private static byte[] utf8(String host) {
        return host.getBytes(StandardCharsets.UTF_8);
    }
}
