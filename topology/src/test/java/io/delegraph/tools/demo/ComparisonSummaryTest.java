package io.delegraph.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.tools.demo.truth.ComparisonSummary;
import io.delegraph.tools.demo.truth.FactNames;
import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.demo.truth.SessionQueries;
import io.delegraph.tools.demo.truth.TruthComparison;
import io.delegraph.tools.demo.truth.TruthComparison.Verdict;
import io.delegraph.tools.demo.truth.TruthFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison can fail. */
class ComparisonSummaryTest {
    private static final long NOW = 1_795_361_668_448L;

    private static final SessionQueries NOBODY = new SessionQueries() {
        @Override
        public Optional<Hierarchy> hierarchy(String sessionId) {
            return Optional.empty();
        }

        @Override
        public Optional<List<TimelineEntry>> events(String sessionId) {
            return Optional.empty();
        }
    };

    @TempDir
    Path dir;

    private static List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        new DemoSchedule(new DemoSettings(1, 1, 5, 1, null), NOW).forEachRemaining(event -> {
            if (event instanceof DemoEvent.LabelsKnown reveal) {
                labels.addAll(reveal.labels());
            }
        });
        return labels;
    }

    @Test
    void shouldCountAKnowableFactAsWrongWhenItIsMissing() {
        List<Label> labels = labels();
        long knowable = labels.stream()
                .filter(label -> label.knowable() && FactNames.COMPARED.contains(label.fact()))
                .count();

        ComparisonSummary tally = new ComparisonSummary(TruthComparison.of(labels, NOBODY, Long.MAX_VALUE));

        assertThat(tally.passed()).isFalse();
        assertThat(tally.wrong()).hasSize((int) knowable).allMatch(result -> result.verdict() == Verdict.DIFFERS);
    }

    @Test
    void shouldIgnoreFactsWhoseHookHasNotFired() {
        assertThat(new ComparisonSummary(TruthComparison.of(labels(), NOBODY, 0)).wrong())
                .isEmpty();
    }

    @Test
    void shouldNotPassWhenHardlyAnythingIsKnowable() {
        Label hidden = new Label("s", "root", FactNames.OUTCOME, "COMPLETED", false, null, List.of());

        assertThat(new ComparisonSummary(TruthComparison.of(List.of(hidden), NOBODY, NOW)).passed())
                .isFalse();
    }

    @Test
    void shouldReadTheTruthAsItWasWritten() throws IOException {
        List<Label> labels = labels();
        Path file = dir.resolve("truth.jsonl");
        try (TruthFile truth = TruthFile.writing(file)) {
            truth.write(labels);
            assertThat(Files.readAllLines(file))
                    .as("on disk before it is closed")
                    .hasSameSizeAs(labels);
        }

        assertThat(TruthFile.read(file)).isEqualTo(labels);
    }
}
