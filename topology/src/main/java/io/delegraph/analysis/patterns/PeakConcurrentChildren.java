package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.StageGrouping;
import io.delegraph.analysis.graph.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The most children of an agent at work at once: at the start of a run, its child and all others that are on and overlap it enough. Only
 * moments with more running children than the maximum so far are examined in detail: when thousands of children work together the first
 * such moment is the answer, and with consecutive children there is none.
 */
final class PeakConcurrentChildren {
    private final List<AgentExecution> children;
    private final StageGrouping.Overlap overlap;
    private final long[] sortedStarts;
    private final long[] sortedEnds;

    /** A moment at which a child began a run, and the maximum number of children running then. */
    private record RunStart(AgentExecution child, long moment, int atMost) {}

    PeakConcurrentChildren(List<AgentExecution> children, StageGrouping.Overlap together) {
        this.children = children;
        this.overlap = together;
        this.sortedStarts = sorted(children.stream()
                .flatMap(child -> child.runs().stream())
                .mapToLong(TimeRange::from)
                .toArray());
        this.sortedEnds = sorted(children.stream()
                .flatMap(child -> child.runs().stream())
                .mapToLong(TimeRange::to)
                .toArray());
    }

    int peak() {
        int peak = children.isEmpty() ? 0 : 1;
        for (RunStart begin : runStarts()) {
            if (begin.atMost() <= peak) {
                return peak;
            }
            peak = Math.max(peak, 1 + countConcurrent(begin));
        }
        return peak;
    }

    /** Moments with the most runs first. */
    private List<RunStart> runStarts() {
        List<RunStart> moments = new ArrayList<>();
        for (AgentExecution child : children) {
            for (TimeRange run : child.runs()) {
                long own = child.runs().stream()
                        .filter(childRun -> on(childRun, run.from()))
                        .count();
                moments.add(new RunStart(child, run.from(), 1 + runsOn(run.from()) - (int) own));
            }
        }
        moments.sort(Comparator.comparingInt(RunStart::atMost).reversed());
        return moments;
    }

    private int countConcurrent(RunStart begin) {
        return (int) children.stream()
                .filter(other -> !other.agentId().equals(begin.child().agentId()))
                .filter(other -> other.runs().stream().anyMatch(run -> on(run, begin.moment())))
                .filter(other -> overlap.test(begin.child(), other))
                .count();
    }

    private int runsOn(long moment) {
        return upTo(sortedStarts, moment) - upTo(sortedEnds, moment);
    }

    private static boolean on(TimeRange run, long moment) {
        return run.from() <= moment && moment < run.to();
    }

    /** Number of entries up to the moment. */
    private static int upTo(long[] sorted, long moment) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long[] sorted(long[] moments) {
        Arrays.sort(moments);
        return moments;
    }
}
