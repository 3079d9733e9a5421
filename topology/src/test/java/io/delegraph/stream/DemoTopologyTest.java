package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.demo.Cue;
import io.delegraph.demo.DemoSettings;
import io.delegraph.demo.Program;
import io.delegraph.demo.truth.Answers;
import io.delegraph.demo.truth.Comparison;
import io.delegraph.demo.truth.Label;
import io.delegraph.demo.truth.Tally;
import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.TimelineEntry;
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

/** The demo through the whole topology: what it says agrees with what is true wherever that can be known. */
class DemoTopologyTest {
    private static final long NOW = 1_795_361_668_448L;

    @TempDir
    Path dir;

    private final List<Label> labels = new ArrayList<>();

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    /** Every other one ten times as fast, and every third one cut off in the middle. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayWhatIsTrueAndNothingThatCannotBeKnown(int seed) {
        double speed = seed % 2 == 0 ? 10 : 1;
        Duration playFor = seed % 3 == 0 ? Duration.ofSeconds(60) : null;
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            play(new Program(new DemoSettings(seed, 0.3, 6, speed, playFor), NOW), topology);
            // so long that what only the lack of a word says has been said, and silence means nothing yet
            topology.advance(Duration.ofMinutes(1));

            Tally tally = new Tally(Comparison.of(labels, new Stored(topology), topology.now()));

            assertThat(tally.wrong()).map(Comparison.Result::line).isEmpty();
            assertThat(tally.good()).as(String.join("\n", tally.lines())).isTrue();
            assertThat(topology.lifecycles().values())
                    .isNotEmpty()
                    .allMatch(agent -> agent.source().equals(Sources.DEMO));
            assertThat(topology.count("delegraph.hooks.rejected")).isZero();
        }
    }

    /** What lies in the past arrives when the demo starts. */
    private void play(Program program, PipedTopology topology) {
        while (program.hasNext()) {
            switch (program.next()) {
                case Cue.Reveal reveal -> labels.addAll(reveal.labels());
                case Cue.Fire fire -> {
                    byte[] envelope = fire.hook().envelope().getBytes(StandardCharsets.UTF_8);
                    TopicSchemas.assertValid(Names.HOOKS, envelope);
                    topology.advanceTo(fire.hook().at());
                    topology.pipe(envelope, topology.now());
                }
            }
        }
    }

    private record Stored(PipedTopology topology) implements Answers {
        @Override
        public Optional<Hierarchy> hierarchy(String sessionId) {
            SessionView view =
                    new SessionView(topology.rows(sessionId), Limits.DEFAULT, Prices.NONE, topology.watermark());
            return Optional.of(view.hierarchy());
        }

        @Override
        public Optional<List<TimelineEntry>> events(String sessionId) {
            return Optional.of(Timeline.of(topology.rows(sessionId), null, null, null));
        }
    }
}
