package io.delegraph.patterns;

import io.delegraph.graph.Span;
import io.delegraph.graph.Stages;
import io.delegraph.graph.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Most of an agent's children at work at once: where a run of one begins, it and all that are on and side by side with it. Only the
 * moments at which more runs are on than the most that was found are looked at child by child: with thousands of children that are at work
 * together the first such moment is the answer, and of children one after the other none is.
 */
final class PeakChildren {
    private final List<Work> children;
    private final Stages.Together together;
    private final long[] begins;
    private final long[] ends;

    /** A moment at which a child began a run, and at most how many are on then. */
    private record Begin(Work child, long moment, int atMost) {}

    PeakChildren(List<Work> children, Stages.Together together) {
        this.children = children;
        this.together = together;
        this.begins = sorted(children.stream()
                .flatMap(child -> child.runs().stream())
                .mapToLong(Span::from)
                .toArray());
        this.ends = sorted(children.stream()
                .flatMap(child -> child.runs().stream())
                .mapToLong(Span::to)
                .toArray());
    }

    int peak() {
        int peak = children.isEmpty() ? 0 : 1;
        for (Begin begin : begins()) {
            if (begin.atMost() <= peak) {
                return peak;
            }
            peak = Math.max(peak, 1 + beside(begin));
        }
        return peak;
    }

    /** Those at which most may be on first. */
    private List<Begin> begins() {
        List<Begin> moments = new ArrayList<>();
        for (Work child : children) {
            for (Span run : child.runs()) {
                long own =
                        child.runs().stream().filter(it -> on(it, run.from())).count();
                moments.add(new Begin(child, run.from(), 1 + runsOn(run.from()) - (int) own));
            }
        }
        moments.sort(Comparator.comparingInt(Begin::atMost).reversed());
        return moments;
    }

    private int beside(Begin begin) {
        return (int) children.stream()
                .filter(other -> !other.agentId().equals(begin.child().agentId()))
                .filter(other -> other.runs().stream().anyMatch(run -> on(run, begin.moment())))
                .filter(other -> together.sideBySide(begin.child(), other))
                .count();
    }

    private int runsOn(long moment) {
        return upTo(begins, moment) - upTo(ends, moment);
    }

    private static boolean on(Span run, long moment) {
        return run.from() <= moment && moment < run.to();
    }

    /** How many of these are not after the moment. */
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
