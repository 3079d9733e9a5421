package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.StageGrouping;
import io.delegraph.analysis.graph.TimeRange;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The children of one agent sorted by time, so that overlapping siblings are found without a scan of thousands. */
final class SiblingIndex {
    private final List<AgentExecution> byStart;
    private final StageGrouping.Overlap overlap;

    /** The latest end of the children up to each index, epoch ms. */
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

    /** Whether another child that satisfies {@code like} was at work at the same time. */
    boolean hasConcurrentLike(AgentExecution child, Predicate<AgentExecution> like) {
        if (child.runs().isEmpty()) {
            return false;
        }
        // children that begin after its end do not overlap it, nor do any once all earlier ones have ended before its
        // start
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
