package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.RunMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TranscriptDeduplicatorTest {
    private static final Comparator<RunMark> IN_TIME =
            Comparator.comparingLong(RunMark::at).thenComparing(RunMark::kind);

    private static RunMark hook(long at, RunMark.Kind kind) {
        return RunMark.builder().agentId("a").at(at).kind(kind).build();
    }

    private static RunMark transcript(long at, RunMark.Kind kind) {
        return RunMark.builder()
                .agentId("a")
                .at(at)
                .kind(kind)
                .fromTranscript(true)
                .build();
    }

    private static RunMark notified(long at, String causeToolUseId, boolean fromTranscript) {
        return RunMark.builder()
                .agentId("a")
                .at(at)
                .kind(RunMark.Kind.NOTIFIED)
                .detail("completed")
                .causeToolUseId(causeToolUseId)
                .fromTranscript(fromTranscript)
                .build();
    }

    @Test
    void shouldPreferTheHookWhenBothReportAnEvent() {
        RunMark start = hook(390, RunMark.Kind.STARTED);
        RunMark stop = transcript(952, RunMark.Kind.STOPPED);

        assertThat(TranscriptDeduplicator.deduplicate(List.of(transcript(377, RunMark.Kind.STARTED), start, stop)))
                .containsExactly(start, stop);
    }

    @Test
    void shouldKeepARunThatOnlyTheTranscriptReports() {
        RunMark start = hook(390, RunMark.Kind.STARTED);
        RunMark again = transcript(1_500, RunMark.Kind.STARTED);

        assertThat(TranscriptDeduplicator.deduplicate(List.of(transcript(377, RunMark.Kind.STARTED), start, again)))
                .containsExactly(start, again);
    }

    @Test
    void shouldPairNotificationsByTheirCallForAnyDelay() {
        RunMark repeated = notified(1_000, "t1", true);
        RunMark later = notified(90_000, "t1", false);
        RunMark other = notified(91_000, "t2", false);

        assertThat(TranscriptDeduplicator.deduplicate(List.of(repeated, later, other)))
                .containsExactly(later, other);
    }

    /** Runs of half a second, half a second apart; hooks and transcript report each up to 200 ms apart, in either order. */
    @Property(tries = 200)
    void shouldFindEachRunOnceWhenHooksWereLost(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int runs) {
        Random random = new Random(seed);
        List<RunMark> marks = new ArrayList<>();
        long at = 10_000;
        for (int run = 0; run < runs; run++) {
            at = addMark(at, RunMark.Kind.STARTED, random, marks);
            at = addMark(at + 500, RunMark.Kind.STOPPED, random, marks) + 500;
        }
        marks.sort(IN_TIME);

        List<ObservedRun> found = ObservedRun.fold(marks, null);

        assertThat(found).hasSize(runs).allMatch(ObservedRun::ended).allMatch(run -> run.startedAt() != null);
    }

    /** Adds a mark of the transcript, which reports everything, and one of the hook, unless it was lost. */
    private static long addMark(long at, RunMark.Kind kind, Random random, List<RunMark> marks) {
        marks.add(transcript(at + random.nextInt(400) - 200, kind));
        if (random.nextInt(4) != 0) {
            marks.add(hook(at, kind));
        }
        return at;
    }
}
