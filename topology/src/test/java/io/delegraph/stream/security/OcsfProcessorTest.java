package io.delegraph.stream.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.config.Settings;
import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.security.ocsf.AgentTransitions;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.RecordKey;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store of a task remembers when the task starts again. */
class OcsfProcessorTest {
    private static final Session SESSION = new Session(
            new SessionRows("s1", new InMemoryRowStore()), DelegraphTopology.policies(Settings.load(null, Map.of())));

    private final MockProcessorContext<RecordKey, ApplicationLifecycle> context = new MockProcessorContext<>();
    private KeyValueStore<Bytes, byte[]> store;
    private OcsfProcessor processor;

    @BeforeEach
    void begin() {
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Names.FINDING_STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        restart();
    }

    private void restart() {
        processor = new OcsfProcessor(new AgentTransitions(null));
        processor.init(context);
    }

    private List<String> written(Fact... facts) {
        context.resetForwards();
        processor.process(new Record<>("s1", new SessionUpdate(null, List.of(facts), SESSION), 7));
        return context.forwarded().stream()
                .map(forwarded -> forwarded.record().key() + " "
                        + forwarded.record().value().activityName())
                .toList();
    }

    private static Fact agent(AgentState state) {
        return agent(state, null);
    }

    private static Fact agent(AgentState state, @Nullable AgentState before) {
        return new Fact.LifecycleChanged(SampleRecords.agent("s1", "a1", "root", EdgeEvidence.META, state), before);
    }

    private static Fact workflow(boolean settled) {
        WorkflowSummary workflow = SampleRecords.workflow("s1", "w1");
        return new Fact.WorkflowChanged(workflow.with().settled(settled).build());
    }

    @Test
    void shouldNotRepeatItselfAfterARestart() {
        assertThat(written(agent(AgentState.ACTIVE))).containsExactly("s1/a1 Start");
        restart();
        assertThat(written(agent(AgentState.ACTIVE), workflow(false))).isEmpty();
        assertThat(written(agent(AgentState.COMPLETED), workflow(true))).containsExactly("s1/a1 Stop", "s1/w1 Settle");
        restart();
        assertThat(written(agent(AgentState.COMPLETED), workflow(true))).isEmpty();
    }

    @Test
    void shouldReportOnlyChangesOfState() {
        assertThat(written(agent(AgentState.ACTIVE, AgentState.REQUESTED))).containsExactly("s1/a1 Start");
        assertThat(written(agent(AgentState.ACTIVE, AgentState.ACTIVE))).isEmpty();
        assertThat(written(agent(AgentState.COMPLETED, AgentState.ACTIVE))).containsExactly("s1/a1 Stop");
    }

    @Test
    void shouldSummariseAWorkflowAgainWhenItWasReopened() {
        assertThat(written(workflow(true))).containsExactly("s1/w1 Settle");
        assertThat(written(workflow(false))).isEmpty();
        assertThat(written(workflow(true))).containsExactly("s1/w1 Settle");
    }

    @Test
    void shouldForgetWhatWasReplaced() {
        written(agent(AgentState.COMPLETED), workflow(true));
        written(
                new Fact.LifecycleRemoved("s1", "a1", Fact.RemovalReason.REPLACED),
                new Fact.WorkflowRemoved("s1", "w1", Fact.RemovalReason.REPLACED));

        assertThat(store.approximateNumEntries()).isZero();
    }
}
