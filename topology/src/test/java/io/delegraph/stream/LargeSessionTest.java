package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.ManyAgents;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.core.LifecycleProcessorHarness;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session with many agents under load: its results are emitted a little later, but completely, also across restarts. */
class LargeSessionTest {
    private static final int AGENTS = 200;
    private static final long BEGIN = 1_795_000_000_000L;

    @TempDir
    Path dir;

    /** All within one ms, like a backlog. */
    private final List<AgentEvent.InSession> backlog = ManyAgents.together(AGENTS, BEGIN, 0);

    private LifecycleProcessorHarness lifecycle;

    @BeforeEach
    void open() {
        lifecycle = new LifecycleProcessorHarness(dir);
    }

    @Test
    void shouldDeferChangesOfABacklogUntilTheNextWatermark() {
        lifecycle.play(backlog);
        assertThat(states()).as("held back").containsValue(AgentState.ACTIVE);

        lifecycle.read(BEGIN + 1);

        assertAllCompleted();
    }

    @Test
    void shouldEmitDeferredChangesAfterARestart() {
        lifecycle.play(backlog.subList(0, backlog.size() - 1));
        assertThat(states()).containsValue(AgentState.ACTIVE);
        lifecycle.restart();
        lifecycle.play(backlog.getLast());

        lifecycle.read(BEGIN + 2_000);

        assertAllCompleted();
    }

    @Test
    void shouldNotTreatDeferredChangesAsEmittedAfterARestart() {
        List<AgentEvent.InSession> events = ManyAgents.refused(AGENTS, BEGIN, 0);
        int played = events.size() - AGENTS / 2;
        lifecycle.play(events.subList(0, played));
        while (refused() > played - AGENTS - 3) {
            lifecycle.play(events.get(played++));
        }
        lifecycle.restart();
        lifecycle.play(events.subList(played, events.size()));

        lifecycle.read(BEGIN + 2_000);

        Map<String, AgentState> states = states();
        states.remove("root");
        // only their state is emitted, without an analysis
        assertThat(states)
                .hasSize(AGENTS)
                .allSatisfy((request, state) -> assertThat(state).as(request).isEqualTo(AgentState.REFUSED));
    }

    @Test
    void shouldEmitAtOnceAfterAQuietMoment() {
        for (AgentEvent.InSession event : ManyAgents.oneAfterTheOther(AGENTS, BEGIN, 1_000)) {
            lifecycle.play(event);
        }

        assertAllCompleted();
    }

    @Test
    void shouldEmitAtOnceWhenTheSessionIsSmall() {
        lifecycle.play(ManyAgents.together(30, BEGIN, 0));

        assertThat(states().values()).filteredOn(AgentState.COMPLETED::equals).hasSize(30);
    }

    private void assertAllCompleted() {
        Map<String, AgentState> states = states();
        states.remove("root");
        // a request that was replaced by its agent
        states.keySet().removeIf(id -> id.startsWith("u"));
        assertThat(states)
                .hasSize(AGENTS)
                .allSatisfy((agent, state) -> assertThat(state).as(agent).isEqualTo(AgentState.COMPLETED));
        WorkflowSummary workflow = lifecycle.emitted(WorkflowSummary.class).getLast();
        assertThat(workflow.workflowId()).isEqualTo(ManyAgents.PROMPT);
        assertThat(workflow.agents()).containsExactly(Map.entry(AgentState.COMPLETED, AGENTS));
    }

    private long refused() {
        return states().values().stream().filter(AgentState.REFUSED::equals).count();
    }

    /** The latest emitted state of each agent and request. */
    private Map<String, AgentState> states() {
        Map<String, AgentState> states = new HashMap<>();
        for (AgentLifecycle agent : lifecycle.emitted(AgentLifecycle.class)) {
            states.put(agent.agentId(), agent.state());
        }
        return states;
    }
}
