package io.delegraph.stream.core;

import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.metrics.LifecycleMeters;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The lifecycle processor on stores that outlast it, with the publisher as its only successor. */
public final class LifecycleProcessorHarness {
    private final MockProcessorContext<String, SessionUpdate> context;
    private final MockProcessorContext<Object, Object> published = new MockProcessorContext<>();
    private final FactPublisher publisher = new FactPublisher();
    private final RawPartitionEnds time;
    private LifecycleProcessor processor;

    public LifecycleProcessorHarness(Path stateDir) {
        this(stateDir, partition -> Optional.empty());
    }

    LifecycleProcessorHarness(Path stateDir, RawPartitionEnds time) {
        this.time = time;
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
        context.setCurrentSystemTimeMs(0);
        publisher.init(published);
        for (String name : List.of(Names.ROWS, Names.INDEX)) {
            KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
        }
        restart();
    }

    /** Restarts at another time. */
    void restart(long now) {
        context.setCurrentSystemTimeMs(now);
        restart();
    }

    /** Starts a new processor on the previous one's stores. */
    public void restart() {
        processor =
                new LifecycleProcessor(TestPolicies.DEFAULT, 1, time, new LifecycleMeters(new SimpleMeterRegistry()));
        processor.init(context);
    }

    public void play(AgentEvent.InSession event) {
        long arrivedAt = event.origin().arrivedAt();
        context.setCurrentSystemTimeMs(arrivedAt);
        process(new Record<>(event.origin().sessionId(), event, arrivedAt));
    }

    public void play(List<AgentEvent.InSession> events) {
        events.forEach(this::play);
    }

    /** Advances the watermark: everything that arrived before was read. */
    public void read(long upTo) {
        watermark(new Watermark(0, 1, upTo), upTo);
    }

    void watermark(Watermark watermark, long now) {
        context.setCurrentSystemTimeMs(now);
        process(new Record<>(null, watermark, now));
    }

    private void process(Record<String, AgentEvent> record) {
        processor.process(record);
        context.forwarded()
                .forEach(forwarded -> publisher.process(new Record<>(
                        forwarded.record().key(),
                        forwarded.record().value(),
                        forwarded.record().timestamp())));
        context.resetForwards();
    }

    /** The stored index over its sessions. */
    WritableSessionIndex index() {
        return new WritableSessionIndex(store(Names.INDEX));
    }

    KeyValueStore<Bytes, byte[]> store(String name) {
        return context.getStateStore(name);
    }

    /** Whether anything was emitted since {@link #clearOutput}. */
    boolean emitted() {
        return !published.forwarded().isEmpty();
    }

    void clearOutput() {
        published.resetForwards();
    }

    /** The emitted values of a type, in order. */
    public <T> List<T> emitted(Class<T> type) {
        List<T> values = new ArrayList<>();
        published.forwarded().forEach(forwarded -> {
            if (type.isInstance(forwarded.record().value())) {
                values.add(type.cast(forwarded.record().value()));
            }
        });
        return values;
    }
}
