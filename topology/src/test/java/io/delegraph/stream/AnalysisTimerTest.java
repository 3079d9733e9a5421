package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.Recording;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.metrics.LifecycleMeters;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Analyses follow their events by some seconds of watermark, through restarts: a new processor on the stores of the old one. */
class AnalysisTimerTest {
    private static final long SOON = 5_000;

    @TempDir
    Path dir;

    private final List<AgentEvent.InSession> events = Recording.named("waves").events(true);
    private final long last =
            events.stream().mapToLong(event -> event.origin().arrivedAt()).max().orElseThrow();
    private MockProcessorContext<Object, Object> context;
    private LifecycleProcessor processor;

    @BeforeEach
    void open() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), dir.toFile());
        for (String name : List.of(Names.ROWS, Names.INDEX)) {
            KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
        }
        restart();
    }

    private void restart() {
        processor = new LifecycleProcessor(TestPolicies.DEFAULT, new LifecycleMeters(new SimpleMeterRegistry()));
        processor.init(context);
    }

    @Test
    void shouldTellGraphAndContextsSomeSecondsAfterTheLastEvent() {
        play(events);
        assertThat(contexts()).isEmpty();
        assertThat(graphs()).isEmpty();

        read(last + SOON);

        assertEverythingAnalysed();
    }

    @Test
    void shouldTellTheSameInTheEndWhenWatermarksComeInBetween() {
        play(events);
        read(last + SOON);
        WorkflowSummary atOnce = values(WorkflowSummary.class).getLast();
        open();

        long watermark = last;
        for (AgentEvent.InSession event : events) {
            play(List.of(event));
            watermark += SOON;
            read(watermark);
        }

        assertThat(values(WorkflowSummary.class).stream().filter(it -> it.graph() != null))
                .as("told again while it went on")
                .hasSizeGreaterThan(2);
        assertThat(values(WorkflowSummary.class).getLast().asOf(0)).isEqualTo(atOnce.asOf(0));
        assertEverythingAnalysed();
    }

    @Test
    void shouldTellNothingMoreWhileNothingHappens() {
        play(events);
        read(last + SOON);
        context.resetForwards();

        read(last + 2 * SOON);
        read(last + 60_000);

        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void shouldTellThemAfterARestartThatCameBefore() {
        play(events);
        restart();

        read(last + SOON);

        assertEverythingAnalysed();
    }

    @Test
    void shouldTellThemAllAfterARestartThatCameBeforeEvenWhenMoreHappensFirst() {
        play(events.subList(0, events.size() - 1));
        restart();
        play(events.subList(events.size() - 1, events.size()));

        read(last + SOON);

        assertEverythingAnalysed();
    }

    @Test
    void shouldTellNothingAgainAfterARestartThatCameAfterwards() {
        play(events);
        read(last + SOON);
        restart();
        context.resetForwards();

        play(events.subList(events.size() - 1, events.size()));
        read(last + 2 * SOON);

        assertThat(graphs()).isEmpty();
        assertThat(contexts()).isEmpty();
    }

    private void assertEverythingAnalysed() {
        List<AgentLifecycle> agents = values(AgentLifecycle.class).stream()
                .filter(agent -> agent.runs() > 0)
                .toList();
        assertThat(agents).isNotEmpty();
        assertThat(contexts())
                .containsAll(agents.stream().map(AgentLifecycle::agentId).toList());
        assertThat(graphs())
                .containsAll(values(WorkflowSummary.class).stream()
                        .map(WorkflowSummary::workflowId)
                        .toList());
    }

    private void play(List<AgentEvent.InSession> some) {
        for (AgentEvent.InSession event : some) {
            context.setCurrentSystemTimeMs(event.origin().arrivedAt());
            processor.process(new Record<>(
                    event.origin().sessionId(), event, event.origin().arrivedAt()));
        }
    }

    private void read(long upTo) {
        processor.process(new Record<>(null, new Watermark(0, 1, upTo), upTo));
    }

    /** Of whom a context was told. */
    private List<String> contexts() {
        return values(AgentLifecycle.class).stream()
                .filter(agent -> agent.context() != null)
                .map(AgentLifecycle::agentId)
                .toList();
    }

    private List<String> graphs() {
        return values(WorkflowSummary.class).stream()
                .filter(workflow -> workflow.graph() != null)
                .map(WorkflowSummary::workflowId)
                .toList();
    }

    private <T> List<T> values(Class<T> type) {
        List<T> values = new ArrayList<>();
        context.forwarded().forEach(it -> {
            if (type.isInstance(it.record().value())) {
                values.add(type.cast(it.record().value()));
            }
        });
        return values;
    }
}
