package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.MapRowStore;
import io.delegraph.lifecycle.Recording;
import io.delegraph.lifecycle.SessionReducer;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.metrics.LifecycleMeters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
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

/** An import is told when it is over, also when its session did not stay in memory meanwhile. */
class UntoldHistoryTest {
    /** One more than stay in memory. */
    private static final int CROWD = 1_501;

    @TempDir
    Path dir;

    private final Recording recording = Recording.named("refusal");
    private final List<AgentEvent.InSession> events = recording.events(true);
    private final AgentEvent.InSession latest = events.getLast();
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
    void shouldTellAllOfItWhenALiveEventComesAfterItsSessionWasPutAway() {
        importAllButTheLatest();
        crowdItOut();
        play(latest);

        assertEverybodyIsTold();
    }

    @Test
    void shouldTellAllOfItWhenALiveEventComesAfterARestart() {
        importAllButTheLatest();
        restart();
        play(latest);

        assertEverybodyIsTold();
    }

    @Test
    void shouldTellNothingOfItAgainAfterItWasTold() {
        importAllButTheLatest();
        read(last + 60_000);
        restart();
        context.resetForwards();
        play(latest);

        // its client ended
        assertThat(agents()).containsExactly("root");
    }

    private void play(AgentEvent.InSession event) {
        long arrivedAt = event.origin().arrivedAt();
        context.setCurrentSystemTimeMs(arrivedAt);
        processor.process(new Record<>(event.origin().sessionId(), event, arrivedAt));
    }

    private void read(long upTo) {
        processor.process(new Record<>(null, new Watermark(0, 1, upTo), upTo));
    }

    private static AgentEvent.InSession asHistory(AgentEvent.InSession event) {
        ObjectNode json = Json.MAPPER.valueToTree(event);
        ((ObjectNode) json.get("origin")).put("history", true);
        return (AgentEvent.InSession) Json.read(Json.write(json), AgentEvent.class);
    }

    private void importAllButTheLatest() {
        events.subList(0, events.size() - 1).forEach(event -> play(asHistory(event)));
        assertThat(agents()).isEmpty();
    }

    private void crowdItOut() {
        Origin any = latest.origin();
        IntStream.range(0, CROWD).forEach(i -> play(asHistory(new AgentStarted(of("crowd", "a" + i, any), null))));
        play(asHistory(new AgentStarted(of("one more", "a", any), null)));
    }

    private static Origin of(String session, String agent, Origin like) {
        return new Origin(
                session + agent,
                like.at(),
                like.arrivedAt(),
                session,
                agent,
                "Explore",
                null,
                null,
                like.source(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** Requests that were refused among them: no analysis says anything of those. */
    private void assertEverybodyIsTold() {
        SessionReducer reducer = new SessionReducer(
                new SessionRows(latest.origin().sessionId(), new MapRowStore()), TestPolicies.DEFAULT);
        events.forEach(event -> reducer.apply(event, 0));
        List<AgentLifecycle> known = reducer.view(0).agents();
        assertThat(known).extracting(AgentLifecycle::state).contains(AgentState.REFUSED, AgentState.COMPLETED);
        assertThat(agents())
                .containsAll(known.stream().map(AgentLifecycle::agentId).toList());
    }

    private List<String> agents() {
        return context.forwarded().stream()
                .map(it -> it.record().value())
                .filter(AgentLifecycle.class::isInstance)
                .map(AgentLifecycle.class::cast)
                .filter(agent -> agent.sessionId().equals(latest.origin().sessionId()))
                .map(AgentLifecycle::agentId)
                .distinct()
                .toList();
    }
}
