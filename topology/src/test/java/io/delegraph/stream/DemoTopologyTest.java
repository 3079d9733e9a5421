package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.demo.DemoEvent;
import io.delegraph.tools.demo.DemoSchedule;
import io.delegraph.tools.demo.DemoSettings;
import io.delegraph.tools.demo.truth.ComparisonSummary;
import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.demo.truth.SessionQueries;
import io.delegraph.tools.demo.truth.TruthComparison;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo through the whole topology: the results agree with the truth wherever it can be known. */
class DemoTopologyTest {
    private static final long NOW = 1_795_361_668_448L;

    @TempDir
    Path dir;

    private final List<Label> labels = new ArrayList<>();

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    /** Every second session is ten times as fast, and every third one is cut off in the middle. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldMatchTheTruthAndPresumeNothing(int seed) {
        double speed = seed % 2 == 0 ? 10 : 1;
        Duration playFor = seed % 3 == 0 ? Duration.ofSeconds(60) : null;
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            play(new DemoSchedule(new DemoSettings(seed, 0.3, 6, speed, playFor), NOW), topology);
            // long enough for absent agents to be noticed, but shorter than the inactivity timeout
            topology.advance(Duration.ofMinutes(1));

            ComparisonSummary tally =
                    new ComparisonSummary(TruthComparison.of(labels, new Stored(topology), topology.now()));

            assertThat(tally.wrong()).map(TruthComparison.LabelResult::line).isEmpty();
            assertThat(tally.passed()).as(String.join("\n", tally.lines())).isTrue();
            assertThat(topology.lifecycles().values())
                    .isNotEmpty()
                    .allMatch(agent -> agent.source().equals(Sources.DEMO));
            assertThat(topology.count("delegraph.hooks.rejected")).isZero();
        }
    }

    /** Events of the past arrive at the demo's start. */
    private void play(DemoSchedule schedule, PipedTopology topology) {
        while (schedule.hasNext()) {
            switch (schedule.next()) {
                case DemoEvent.LabelsKnown reveal -> labels.addAll(reveal.labels());
                case DemoEvent.HookDue fire -> {
                    byte[] envelope = fire.hook().envelope().getBytes(StandardCharsets.UTF_8);
                    TopicSchemas.assertValid(Names.HOOKS, envelope);
                    topology.advanceTo(fire.hook().at());
                    topology.pipe(envelope, topology.now());
                }
            }
        }
    }

    private record Stored(PipedTopology topology) implements SessionQueries {
        @Override
        public Optional<Hierarchy> hierarchy(String sessionId) {
            SessionView view = new SessionView(
                    topology.rows(sessionId), LifecycleTimeouts.DEFAULT, Prices.NONE, topology.watermark());
            return Optional.of(view.hierarchy());
        }

        @Override
        public Optional<List<TimelineEntry>> events(String sessionId) {
            return Optional.of(Timeline.page(topology.rows(sessionId), null, null, null, null, Integer.MAX_VALUE));
        }
    }
}
