package io.delegraph.cli;

import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.Session;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Partitioning;
import io.delegraph.tools.security.OpenSessions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the sessions of {@code agent.events} anew, partition by partition, each of which is read twice: first for where each session
 * ends, then for the events. So a session is complete when it is passed on, and only those that go on side by side are in memory.
 */
final class EventReplay {
    /** Events of the sessions that are open at the same time; a few hundred bytes each. */
    private static final int MAX_OPEN_EVENTS = 500_000;

    private final TopicReader topic;
    private final Policies policies;
    private final @Nullable Instant since;
    private final Deserializer<AgentEvent> deserializer = JsonSerdes.events();
    private long events;
    private long unreadable;
    private int sessions;
    private int cut;

    /** Where a session ends in its partition, and when that was written, epoch ms. */
    private record SessionEnd(long offset, long at) {}

    /** @param since only sessions that were written to since; null for all */
    EventReplay(TopicReader topic, Policies policies, @Nullable Instant since) {
        this.topic = topic;
        this.policies = policies;
        this.since = since;
    }

    /** Passes each session, with the time until when events were awaited: that of its partition's last record, epoch ms. */
    void run(ObjLongConsumer<Session> receiver) {
        for (TopicPartition partition : topic.partitions()) {
            run(partition, receiver);
        }
    }

    private void run(TopicPartition partition, ObjLongConsumer<Session> receiver) {
        Map<String, SessionEnd> ends = new HashMap<>();
        long[] last = {0};
        read(partition, record -> {
            last[0] = Math.max(last[0], record.timestamp());
            if (belongsHere(record)) {
                ends.put(sessionId(record), new SessionEnd(record.offset(), record.timestamp()));
            }
        });
        if (since != null) {
            ends.values().removeIf(end -> end.at() < since.toEpochMilli());
        }
        if (ends.isEmpty()) {
            return;
        }
        OpenSessions open = new OpenSessions(policies, MAX_OPEN_EVENTS, session -> receiver.accept(session, last[0]));
        read(partition, record -> {
            SessionEnd end = record.key() == null ? null : ends.get(sessionId(record));
            if (end != null) {
                add(record, open);
                if (end.offset() == record.offset()) {
                    open.complete(sessionId(record));
                }
            }
        });
        sessions += open.sessions();
        cut += open.cut();
    }

    private void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        topic.read(List.of(partition), records -> records.forEach(each));
    }

    private void add(ConsumerRecord<byte[], byte[]> record, OpenSessions open) {
        try {
            if (deserializer.deserialize(record.topic(), record.value()) instanceof AgentEvent.InSession event) {
                open.on(event);
                events++;
            }
        } catch (SerializationException e) {
            unreadable++;
        }
    }

    /** Not a watermark, which has no key, nor an event that lies in another partition than its session's, which is ignored live too. */
    private boolean belongsHere(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null
                && Partitioning.of(sessionId(record), topic.partitions().size()) == record.partition();
    }

    private static String sessionId(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** Events that were taken in. */
    long events() {
        return events;
    }

    /** Records that are no events. */
    long unreadable() {
        return unreadable;
    }

    int sessions() {
        return sessions;
    }

    /** Sessions of which only the beginning was judged, because too many were open at the same time. */
    int cut() {
        return cut;
    }
}
