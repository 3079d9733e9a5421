package io.delegraph.stream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Analyses run some seconds of watermark after their events, also across restarts: a new processor on the previous one's stores. */
class AnalysisTimerTest {
    private static final long SOON = 5_000;

    @TempDir
    Path dir;

    private final List<AgentEvent.InSession> events = Recording.named("waves").events(true);
    private final long last =
            events.stream().mapToLong(event -> event.origin().arrivedAt()).max().orElseThrow();
    private LifecycleProcessorHarness lifecycle;

    @BeforeEach
    void open() {
        lifecycle = new LifecycleProcessorHarness(dir);
    }

    @Test
    void shouldEmitGraphAndContextsSomeSecondsAfterTheLastEvent() {
        lifecycle.play(events);
        assertThat(contexts()).isEmpty();
        assertThat(graphs()).isEmpty();

        lifecycle.read(last + SOON);

        assertEverythingAnalysed();
    }

    @Test
    void shouldEmitTheSameFinalStateWhenWatermarksComeInBetween() {
        lifecycle.play(events);
        lifecycle.read(last + SOON);
        WorkflowSummary atOnce = lifecycle.emitted(WorkflowSummary.class).getLast();
        open();

        long watermark = last;
        for (AgentEvent.InSession event : events) {
            lifecycle.play(List.of(event));
            watermark += SOON;
            lifecycle.read(watermark);
        }

        assertThat(lifecycle.emitted(WorkflowSummary.class).stream().filter(workflow -> workflow.graph() != null))
                .as("emitted again while it went on")
                .hasSizeGreaterThan(2);
        assertThat(lifecycle.emitted(WorkflowSummary.class).getLast().withAsOf(0))
                .isEqualTo(atOnce.withAsOf(0));
        assertEverythingAnalysed();
    }

    @Test
    void shouldEmitNothingMoreWhileNothingHappens() {
        lifecycle.play(events);
        lifecycle.read(last + SOON);
        lifecycle.clearOutput();

        lifecycle.read(last + 2 * SOON);
        lifecycle.read(last + 60_000);

        assertThat(lifecycle.emitted()).isFalse();
    }

    @Test
    void shouldEmitThemAfterAnEarlierRestart() {
        lifecycle.play(events);
        lifecycle.restart();

        lifecycle.read(last + SOON);

        assertEverythingAnalysed();
    }

    @Test
    void shouldEmitThemAllAfterAnEarlierRestartEvenWhenMoreHappensFirst() {
        lifecycle.play(events.subList(0, events.size() - 1));
        lifecycle.restart();
        lifecycle.play(events.subList(events.size() - 1, events.size()));

        lifecycle.read(last + SOON);

        assertEverythingAnalysed();
    }

    @Test
    void shouldEmitNothingAgainAfterALaterRestart() {
        lifecycle.play(events);
        lifecycle.read(last + SOON);
        lifecycle.restart();
        lifecycle.clearOutput();

        lifecycle.play(events.subList(events.size() - 1, events.size()));
        lifecycle.read(last + 2 * SOON);

        assertThat(graphs()).isEmpty();
        assertThat(contexts()).isEmpty();
    }

    private void assertEverythingAnalysed() {
        List<AgentLifecycle> agents = lifecycle.emitted(AgentLifecycle.class).stream()
                .filter(agent -> agent.runs() > 0)
                .toList();
        assertThat(agents).isNotEmpty();
        assertThat(contexts())
                .containsAll(agents.stream().map(AgentLifecycle::agentId).toList());
        assertThat(graphs())
                .containsAll(lifecycle.emitted(WorkflowSummary.class).stream()
                        .map(WorkflowSummary::workflowId)
                        .toList());
    }

    /** Agents with an emitted context. */
    private List<String> contexts() {
        return lifecycle.emitted(AgentLifecycle.class).stream()
                .filter(agent -> agent.context() != null)
                .map(AgentLifecycle::agentId)
                .toList();
    }

    private List<String> graphs() {
        return lifecycle.emitted(WorkflowSummary.class).stream()
                .filter(workflow -> workflow.graph() != null)
                .map(WorkflowSummary::workflowId)
                .toList();
    }
}
