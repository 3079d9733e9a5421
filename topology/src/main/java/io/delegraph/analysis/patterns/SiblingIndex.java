package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.StageGrouping;
import io.delegraph.analysis.graph.TimeRange;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The children of one agent by their time, so that to find those beside one of them does not look at all of thousands. */
final class SiblingIndex {
    private final List<AgentExecution> byStart;
    private final StageGrouping.Overlap overlap;

    /** The latest end among the first so many of them and one more, epoch ms. */
    private final long[] latestEnds;

    SiblingIndex(List<AgentExecution> children, StageGrouping.Overlap together) {
        this.overlap = together;
        this.byStart = children.stream()
                .filter(child -> !child.runs().isEmpty())
                .sorted(Comparator.comparingLong(SiblingIndex::from))
                .toList();
        this.latestEnds = new long[byStart.size()];
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < latestEnds.length; i++) {
            latest = Math.max(latest, to(byStart.get(i)));
            latestEnds[i] = latest;
        }
    }

    /** Whether another one that is like that was at work at the same time. */
    boolean hasConcurrentLike(AgentExecution child, Predicate<AgentExecution> like) {
        if (child.runs().isEmpty()) {
            return false;
        }
        // who began after its end is not beside it, nor is anyone once all that began before have ended before it began
        for (int i = begunBefore(to(child)) - 1; i >= 0 && latestEnds[i] > from(child); i--) {
            AgentExecution other = byStart.get(i);
            if (!other.agentId().equals(child.agentId()) && overlap.test(child, other) && like.test(other)) {
                return true;
            }
        }
        return false;
    }

    private int begunBefore(long moment) {
        int low = 0;
        int high = byStart.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from(byStart.get(middle)) < moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long from(AgentExecution agent) {
        return agent.runs().stream().mapToLong(TimeRange::from).min().orElseThrow();
    }

    private static long to(AgentExecution agent) {
        return agent.runs().stream().mapToLong(TimeRange::to).max().orElseThrow();
    }
}
