package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.graph.DelegationStrategy;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emitted graphs of a session: finally the same whenever they were analysed, and none emitted twice. */
class WorkflowGraphCacheTest {
    private static final LifecycleTimeouts LIMITS = LifecycleTimeouts.DEFAULT;

    static Stream<Recording> recordings() {
        return Recording.all();
    }

    @Property(tries = 150)
    void shouldEmitTheSameGraphsInAnyOrderAndWheneverTheyAreAnalysed(
            @ForAll long seed, @ForAll long order, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();

        EmittedGraphs often = new EmittedGraphs(RandomSession.ID, new InMemoryRowStore());
        Random random = new Random(order);
        for (AgentEvent.InSession event : DisorderedEvents.of(events, random)) {
            often.on(event);
            if (random.nextInt(8) == 0) {
                often.onTimer(0);
            }
        }
        often.onTimer(silence(events));

        assertThat(often.latest())
                .isEqualTo(onceAtTheEnd(RandomSession.ID, events).latest());
    }

    /** A root's call for which a person was asked in one workflow ended in the next, so its wait became known late. */
    @Example
    void shouldAnalyseAnEarlierWorkflowAgainWhenACallEndsLate() {
        shouldEmitTheSameGraphsInAnyOrderAndWheneverTheyAreAnalysed(-153, 10_597_498, true);
        shouldEmitTheSameGraphsInAnyOrderAndWheneverTheyAreAnalysed(4_681, 92, true);
    }

    /** A request to a person that was counted separately turned out to be a repetition. */
    @Example
    void shouldAnalyseAgainWhenARequestTurnsOutToBeARepetition() {
        shouldEmitTheSameGraphsInAnyOrderAndWheneverTheyAreAnalysed(-10_542, -55, true);
        shouldEmitTheSameGraphsInAnyOrderAndWheneverTheyAreAnalysed(Long.MAX_VALUE, -4_710_164_917_762_641_528L, false);
    }

    /** The result of a query from the rows equals the emitted one. */
    @Property(tries = 100)
    void shouldEmitTheGraphsThatTheRowsGive(@ForAll long seed, @ForAll long order) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, true).events();
        EmittedGraphs emitted = onceAtTheEnd(RandomSession.ID, DisorderedEvents.of(events, new Random(order)));

        List<WorkflowSummary> asked = emitted.live.view(silence(events)).workflows(TestPolicies.DEFAULT.analysis());

        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(workflow -> assertThat(emitted.latest().get("w" + workflow.workflowId()))
                        .isEqualTo(workflow.withAsOf(0)));
        assertThat(emitted.agents()).isNotEmpty().allSatisfy(agent -> {
            if (agent.workflowId() != null && agent.runs() > 0) {
                assertThat(agent.context()).as(agent.agentId()).isNotNull();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldEmitTheSameGraphsOfARecordingInAnyOrder(Recording recording) {
        String session = recording.expected().get("session_id").asText();
        List<AgentEvent.InSession> events = recording.events(true).stream()
                .filter(event -> event.origin().sessionId().equals(session))
                .toList();
        EmittedGraphs ordered = onceAtTheEnd(session, events);

        for (int seed = 0; seed < 20; seed++) {
            assertThat(onceAtTheEnd(session, DisorderedEvents.of(events, new Random(seed)))
                            .latest())
                    .as("seed %d", seed)
                    .isEqualTo(ordered.latest());
        }
    }

    @Property(tries = 100)
    void shouldEmitNothingWhenNothingChanged(@ForAll long seed, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();
        EmittedGraphs emitted = onceAtTheEnd(RandomSession.ID, events);
        emitted.facts.clear();

        emitted.onTimer(silence(events));
        events.forEach(emitted::on);
        emitted.onTimer(silence(events));

        assertThat(emitted.facts).isEmpty();
    }

    /** Only states that follow from inactivity are emitted again; everything else is unchanged and not emitted. */
    @Property(tries = 100)
    void shouldEmitNothingNewAfterLoadingFromRows(@ForAll long seed, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();
        InMemoryRowStore store = new InMemoryRowStore();
        EmittedGraphs before = new EmittedGraphs(RandomSession.ID, store);
        events.forEach(before::on);
        before.onTimer(silence(events));

        EmittedGraphs after = new EmittedGraphs(RandomSession.ID, store, before.live.timer());
        after.on(events.getLast());
        after.onTimer(silence(events));

        boolean silent = before.agents().stream().anyMatch(agent -> agent.state() == AgentState.LOST);
        if (!silent) {
            assertThat(after.facts).isEmpty();
        }
        assertThat(before.latest().entrySet()).containsAll(after.latest().entrySet());
    }

    @Property(tries = 50)
    void shouldEmitEveryGraphWhenLoadedBeforeAnalysis(@ForAll long seed) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, true).events();
        InMemoryRowStore store = new InMemoryRowStore();
        EmittedGraphs before = new EmittedGraphs(RandomSession.ID, store);
        events.forEach(before::on);

        EmittedGraphs after = new EmittedGraphs(RandomSession.ID, store, before.live.timer());
        after.on(events.getLast());
        after.onTimer(silence(events));

        Map<String, Object> all = onceAtTheEnd(RandomSession.ID, events).latest();
        all.forEach((key, value) -> {
            if (!(value instanceof AgentLifecycle agent) || agent.context() != null) {
                assertThat(after.latest()).containsEntry(key, value);
            }
        });
    }

    /** The recording of a fan, whose last answer arrives after the analysis. */
    @Test
    void shouldEmitAGraphAgainWhenALateFactChangesIt() {
        Recording recording = Recording.named("fan");
        String session = recording.expected().get("session_id").asText();
        List<AgentEvent.InSession> events = recording.events(true);
        AgentEvent.InSession late = events.stream()
                .filter(event -> event instanceof SpawnAnswered)
                .reduce((first, second) -> second)
                .orElseThrow();
        EmittedGraphs emitted = new EmittedGraphs(session, new InMemoryRowStore());
        events.stream().filter(event -> !event.equals(late)).forEach(emitted::on);
        emitted.onTimer(silence(events));
        Object early = emitted.workflow();
        emitted.facts.clear();

        emitted.on(late);
        emitted.onTimer(silence(events));

        assertThat(emitted.facts).anyMatch(Fact.WorkflowChanged.class::isInstance);
        assertThat(emitted.workflow())
                .isNotEqualTo(early)
                .isEqualTo(onceAtTheEnd(session, events).workflow());
    }

    @Test
    void shouldGiveTheRootTheStrategyOfTheLatestWorkflowThatDelegates() {
        Recording recording = Recording.named("waves");
        String session = recording.expected().get("session_id").asText();
        List<AgentEvent.InSession> events = recording.events(true);
        long later = events.getLast().at() + 60_000;
        AgentEvent.InSession prompt = events.stream()
                .filter(event -> event instanceof PromptSubmitted)
                .findFirst()
                .orElseThrow();
        EmittedGraphs emitted = onceAtTheEnd(session, events);
        DelegationStrategy strategy = emitted.root().context().delegationStrategy();
        assertThat(strategy).isNotNull();

        emitted.on(again((PromptSubmitted) prompt, later));
        emitted.onTimer(later);

        assertThat(emitted.root().context().delegationStrategy()).isEqualTo(strategy);
        assertThat(emitted.root().context().workflowOrchestration()).isEqualTo(WorkflowOrchestration.SINGLE);
    }

    private static AgentEvent.InSession again(PromptSubmitted event, long at) {
        Origin origin = event.origin();
        return new PromptSubmitted(
                Origin.builder()
                        .eventId("again")
                        .at(at)
                        .arrivedAt(at)
                        .sessionId(origin.sessionId())
                        .promptId("another prompt")
                        .permissionMode(origin.permissionMode())
                        .source(origin.source())
                        .sourceVersion(origin.sourceVersion())
                        .project(origin.project())
                        .user(origin.user())
                        .host(origin.host())
                        .ancestorPids(List.of())
                        .build(),
                5,
                null,
                null,
                null);
    }

    private static EmittedGraphs onceAtTheEnd(String session, List<AgentEvent.InSession> events) {
        EmittedGraphs emitted = new EmittedGraphs(session, new InMemoryRowStore());
        events.forEach(emitted::on);
        emitted.onTimer(silence(events));
        return emitted;
    }

    private static long silence(List<AgentEvent.InSession> events) {
        return events.stream()
                        .mapToLong(event -> event.origin().arrivedAt())
                        .max()
                        .orElseThrow()
                + LIMITS.lostCap().toMillis();
    }

    /** A session and the state that a reader of the compacted topics has of it. */
    private static final class EmittedGraphs {
        private final Session live;
        private final List<Fact> facts = new ArrayList<>();
        private final PublishedRecords published = new PublishedRecords();

        EmittedGraphs(String session, InMemoryRowStore store) {
            this(session, store, SessionTimer.NONE);
        }

        EmittedGraphs(String session, InMemoryRowStore store, SessionTimer timer) {
            live = new Session(new SessionRows(session, store), TestPolicies.of(LIMITS), timer);
        }

        void on(AgentEvent.InSession event) {
            collect(live.on(event, 0));
        }

        void onTimer(long watermark) {
            collect(live.onTimer(watermark));
        }

        private void collect(List<Fact> some) {
            facts.addAll(some);
            some.forEach(published::take);
        }

        Map<String, Object> latest() {
            return published.withoutTimes();
        }

        List<AgentLifecycle> agents() {
            return List.copyOf(published.agents().values());
        }

        AgentLifecycle root() {
            return published.agents().get(AgentId.ROOT);
        }

        /** The first workflow. */
        WorkflowSummary workflow() {
            return published.workflows().values().stream()
                    .min(Comparator.comparing(WorkflowSummary::workflowId))
                    .orElseThrow();
        }
    }
}
