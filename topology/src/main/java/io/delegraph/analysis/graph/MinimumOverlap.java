package io.delegraph.analysis.graph;

import java.util.IdentityHashMap;

/**
 * Whether two agents were at work at the same time, for a share of the shorter one's longest run. It is optimised for very many pairs, most
 * of which do not overlap.
 */
public final class MinimumOverlap implements StageGrouping.Overlap {
    private final double share;
    private final IdentityHashMap<AgentExecution, RunExtent> extents = new IdentityHashMap<>();

    /** From the start of the first run to the latest end of any, epoch ms, and the length of the longest, ms. */
    private record RunExtent(long from, long to, long longest) {
        static RunExtent of(AgentExecution agent) {
            long from = Long.MAX_VALUE;
            long to = Long.MIN_VALUE;
            long longest = 0;
            for (TimeRange run : agent.runs()) {
                from = Math.min(from, run.from());
                to = Math.max(to, run.to());
                longest = Math.max(longest, run.lengthMs());
            }
            return new RunExtent(from, to, longest);
        }
    }

    /** @param share from 0 to 1 */
    public MinimumOverlap(double share) {
        this.share = share;
    }

    @Override
    public boolean test(AgentExecution one, AgentExecution other) {
        if (one.runs().isEmpty() || other.runs().isEmpty()) {
            return false;
        }
        RunExtent a = extents.computeIfAbsent(one, RunExtent::of);
        RunExtent b = extents.computeIfAbsent(other, RunExtent::of);
        long least = Math.max(1, (long) (share * Math.min(a.longest(), b.longest())));
        long bound = Math.min(a.to(), b.to()) - Math.max(a.from(), b.from());
        return bound >= least && one.longestOverlapMs(other) >= least;
    }
}
