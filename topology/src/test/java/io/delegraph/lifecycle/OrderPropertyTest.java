package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The law of the join: any order and any repetition give the same rows, and they match the truth. */
class OrderPropertyTest {
    private static final LifecycleTimeouts LIMITS = LifecycleTimeouts.DEFAULT;

    @Property(tries = 300)
    void shouldGiveTheSameRowsInAnyOrderWithRepeats(@ForAll long seed, @ForAll long order, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();

        assertThat(rows(DisorderedEvents.of(events, order))).isEqualTo(rows(events));
    }

    @Property(tries = 300)
    void shouldFindEveryProvableParentInAnyOrder(@ForAll long seed, @ForAll long order, @ForAll boolean meta) {
        RandomSession session = RandomSession.of(seed, meta);

        Map<String, AgentLifecycle> agents = agents(DisorderedEvents.of(session.events(), order));

        session.truth().forEach((id, truth) -> {
            AgentLifecycle agent = agents.get(id);
            assertThat(agent).as("agent %s", id).isNotNull();
            if (truth.provable()) {
                assertThat(agent.parentAgentId())
                        .as("parent of %s", id)
                        .isEqualTo(truth.parent() == null ? AgentId.ROOT : truth.parent());
                assertThat(agent.edgeEvidence()).isIn(EdgeEvidence.META, EdgeEvidence.RESULT);
            }
            assertThat(agent.state()).as("state of %s", id).isEqualTo(truth.state());
            assertThat(agent.runs()).as("runs of %s", id).isEqualTo(truth.runs());
        });
        assertThat(agents.values().stream().filter(agent -> agent.state() == AgentState.REFUSED))
                .hasSize(session.refused());
    }

    @Property(tries = 100)
    void shouldEmitTheSameFinalStateInAnyOrderOfEvents(@ForAll long seed, @ForAll long order, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();

        assertThat(emitted(DisorderedEvents.of(events, order))).isEqualTo(emitted(events));
    }

    /** The properties can fail: they do when the first value wins, as in a join that does not merge. */
    @Test
    void shouldDetectARowThatKeepsItsFirstValue() {
        assertThat(LongStream.range(0, 20).filter(seed -> orderMatters(seed, (first, later) -> first)))
                .isNotEmpty();
        assertThat(LongStream.range(0, 20).filter(seed -> orderMatters(seed, Row::merge)))
                .isEmpty();
    }

    private static boolean orderMatters(long seed, BinaryOperator<Row> merge) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, true).events();
        return !joined(events, merge).equals(joined(DisorderedEvents.of(events, seed), merge));
    }

    private static Map<RowKey, Row> joined(List<AgentEvent.InSession> events, BinaryOperator<Row> merge) {
        Map<RowKey, Row> rows = new HashMap<>();
        events.forEach(event -> EventFragments.of(event).forEach(row -> rows.merge(row.key(), row, merge)));
        return rows;
    }

    private static Map<RowKey, Row> rows(List<AgentEvent.InSession> events) {
        InMemoryRowStore store = new InMemoryRowStore();
        Session live = new Session(new SessionRows(RandomSession.ID, store), TestPolicies.of(LIMITS));
        events.forEach(event -> live.on(event, 0));
        return store.rows();
    }

    private static Map<String, AgentLifecycle> agents(List<AgentEvent.InSession> events) {
        InMemoryRowStore store = new InMemoryRowStore();
        Session live = new Session(new SessionRows(RandomSession.ID, store), TestPolicies.of(LIMITS));
        events.forEach(event -> live.on(event, 0));
        Map<String, AgentLifecycle> agents = new HashMap<>();
        live.view(silence(events)).agents().forEach(agent -> agents.put(agent.agentId(), agent));
        return agents;
    }

    /** The final state for a reader of the compacted topics, without emission times, which do depend on the order. */
    private static Map<String, Object> emitted(List<AgentEvent.InSession> events) {
        Session live = new Session(new SessionRows(RandomSession.ID, new InMemoryRowStore()), TestPolicies.of(LIMITS));
        List<Fact> facts = new ArrayList<>();
        events.forEach(event -> facts.addAll(live.on(event, 0)));
        facts.addAll(live.onTimer(silence(events)));
        assertThat(facts).as("no time contradicts another").noneMatch(Fact.ClockCorrected.class::isInstance);
        PublishedRecords emitted = new PublishedRecords();
        facts.forEach(emitted::take);
        return emitted.withoutTimes();
    }

    private static long silence(List<AgentEvent.InSession> events) {
        return events.stream()
                        .mapToLong(event -> event.origin().arrivedAt())
                        .max()
                        .orElseThrow()
                + LIMITS.lostCap().toMillis();
    }
}
