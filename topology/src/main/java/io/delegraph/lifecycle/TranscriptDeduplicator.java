package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RunMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One event reported by a hook and, some ms earlier or later, by the transcript: the hook's word counts. Each source reports every event
 * once, so the marks of the two pair off one to one, nearest first; what only the transcript reports stays.
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
                    // a notification waits for the agent that it is for, and its call's id says which one it is
                    && (transcript.causeToolUseId() != null || timeDifferenceMs() <= MAX_TIME_DIFFERENCE_MS);
        }
    }

    private TranscriptDeduplicator() {}

    /** The marks, in their order, without those that only repeat a hook's. */
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

    /** Nearest first; of equally near ones the earlier first, so that only the set of marks decides. */
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
