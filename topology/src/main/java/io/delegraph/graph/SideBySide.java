package io.delegraph.graph;

import java.util.IdentityHashMap;

/** Whether two works were on at the same time, for a share of the shorter one's longest run. Asked for very many pairs, most of them apart. */
public final class SideBySide implements Stages.Together {
    private final double share;
    private final IdentityHashMap<Work, Extent> extents = new IdentityHashMap<>();

    /** From the start of the first run to the latest end of any, epoch ms; and the length of the longest, ms. */
    private record Extent(long from, long to, long longest) {
        static Extent of(Work work) {
            long from = Long.MAX_VALUE;
            long to = Long.MIN_VALUE;
            long longest = 0;
            for (Span run : work.runs()) {
                from = Math.min(from, run.from());
                to = Math.max(to, run.to());
                longest = Math.max(longest, run.length());
            }
            return new Extent(from, to, longest);
        }
    }

    /** @param share from 0 to 1 */
    public SideBySide(double share) {
        this.share = share;
    }

    @Override
    public boolean sideBySide(Work one, Work other) {
        if (one.runs().isEmpty() || other.runs().isEmpty()) {
            return false;
        }
        Extent a = extents.computeIfAbsent(one, Extent::of);
        Extent b = extents.computeIfAbsent(other, Extent::of);
        long least = Math.max(1, (long) (share * Math.min(a.longest(), b.longest())));
        long bound = Math.min(a.to(), b.to()) - Math.max(a.from(), b.from());
        return bound >= least && one.together(other) >= least;
    }
}
