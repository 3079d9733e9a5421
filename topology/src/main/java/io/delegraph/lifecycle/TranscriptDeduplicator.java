package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RunMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Removes marks that a transcript reports although a hook reported the same event some ms earlier or later. Each source reports every event
 * once, so the marks of both are paired one to one, nearest first. Marks that only the transcript reports stay.
 *
 * <pre>
 * hooks       STARTED 390          STOPPED 964          STARTED 1035
 * transcript  STARTED 377          STOPPED 952          STARTED 1026   STOPPED 1528   ← kept: no hook reported it
 * </pre>
 */
final class TranscriptDeduplicator {
    /** Maximum difference between the hook's and the transcript's time of one start or stop, ms. */
    private static final long MAX_TIME_DIFFERENCE_MS = 2_000;

    private record MarkPair(RunMark transcript, RunMark hook) {
        long timeDifferenceMs() {
            return Math.abs(transcript.at() - hook.at());
        }

        boolean sameEvent() {
            return transcript.kind() == hook.kind()
                    && Objects.equals(transcript.causeToolUseId(), hook.causeToolUseId())
                    // a notification may be delivered late, and the id of the call identifies it
                    && (transcript.causeToolUseId() != null || timeDifferenceMs() <= MAX_TIME_DIFFERENCE_MS);
        }
    }

    private TranscriptDeduplicator() {}

    /** The marks in their order, without those of the transcript that repeat a hook's. */
    static List<RunMark> deduplicate(List<RunMark> marks) {
        List<RunMark> hooks = new ArrayList<>(marks);
        hooks.removeIf(RunMark::fromTranscript);
        if (hooks.isEmpty() || hooks.size() == marks.size()) {
            return marks;
        }
        List<RunMark> left = new ArrayList<>(marks);
        for (MarkPair pair : candidatePairs(marks, hooks)) {
            if (left.contains(pair.transcript) && hooks.contains(pair.hook)) {
                left.remove(pair.transcript);
                hooks.remove(pair.hook);
            }
        }
        return left;
    }

    /** Sorted by distance, equal ones by time, so that the result depends on the set of marks only. */
    private static List<MarkPair> candidatePairs(List<RunMark> marks, List<RunMark> hooks) {
        return marks.stream()
                .filter(RunMark::fromTranscript)
                .flatMap(mark -> hooks.stream().map(hook -> new MarkPair(mark, hook)))
                .filter(MarkPair::sameEvent)
                .sorted(Comparator.comparingLong(MarkPair::timeDifferenceMs)
                        .thenComparingLong(pair -> pair.transcript.at())
                        .thenComparingLong(pair -> pair.hook.at()))
                .toList();
    }
}
