package io.delegraph.stream;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.SessionLinked;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Remembers which session's client has which process id on a host, and links a client with the nearest one above it. */
final class LinkProcessor implements Processor<String, ClientSeen, String, AgentEvent> {
    private static final ByteArraySerializer AS_IT_IS = new ByteArraySerializer();

    private final long retention;
    private ProcessorContext<String, AgentEvent> context;
    private KeyValueStore<Bytes, byte[]> clients;

    LinkProcessor(Duration retention) {
        this.retention = retention.toMillis();
    }

    @Override
    public void init(ProcessorContext<String, AgentEvent> processorContext) {
        context = processorContext;
        clients = context.getStateStore(Names.CLIENTS);
    }

    @Override
    public void process(Record<String, ClientSeen> record) {
        ClientSeen seen = record.value();
        if (record.key() == null || seen == null) {
            return;
        }
        List<ClientSeen> others = new ArrayList<>();
        byte[] host = host(record.key());
        try (KeyValueIterator<Bytes, byte[]> found = clients.prefixScan(host, AS_IT_IS)) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                ClientSeen other = Json.read(entry.value, ClientSeen.class);
                if (other.at() < seen.at() - retention) {
                    clients.delete(entry.key);
                } else if (!other.sessionId().equals(seen.sessionId())) {
                    others.add(other);
                }
            }
        }
        clients.put(
                Bytes.wrap(ByteBuffer.allocate(host.length + 8)
                        .put(host)
                        .putLong(seen.pid())
                        .array()),
                Json.write(seen));
        nearestAbove(seen, others).ifPresent(parent -> link(parent, seen, record.timestamp()));
        for (ClientSeen child : others) {
            if (child.ancestorPids().contains(seen.pid())) {
                List<ClientSeen> all = new ArrayList<>(others);
                all.add(seen);
                nearestAbove(child, all)
                        .filter(parent -> parent.equals(seen))
                        .ifPresent(parent -> link(parent, child, record.timestamp()));
            }
        }
    }

    private static Optional<ClientSeen> nearestAbove(ClientSeen child, List<ClientSeen> clients) {
        for (Long pid : child.ancestorPids()) {
            for (ClientSeen client : clients) {
                if (client.pid() == pid && !client.sessionId().equals(child.sessionId())) {
                    return Optional.of(client);
                }
            }
        }
        return Optional.empty();
    }

    private void link(ClientSeen parent, ClientSeen child, long now) {
        send(new SessionLinked(origin(child.sessionId(), child, now), parent.sessionId(), null), now);
        send(new SessionLinked(origin(parent.sessionId(), child, now), null, child.sessionId()), now);
    }

    private static Origin origin(String sessionId, ClientSeen child, long now) {
        String id = "link-" + child.sessionId();
        return new Origin(
                id,
                child.at(),
                now,
                sessionId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private void send(SessionLinked event, long now) {
        context.forward(new Record<>(event.origin().sessionId(), event, now));
    }

    private static byte[] host(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + utf8.length)
                .putInt(utf8.length)
                .put(utf8)
                .array();
    }
}
