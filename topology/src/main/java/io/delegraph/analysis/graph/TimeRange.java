package io.delegraph.analysis.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A time range, epoch ms; never negative. */
public record TimeRange(long from, long to) {
    public TimeRange {
        to = Math.max(from, to);
    }

    public long lengthMs() {
        return to - from;
    }

    /** Length of the overlap, ms; 0 when they only touch. */
    public long overlapMs(TimeRange other) {
        return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
    }

    /** The part of each range within {@code limits}; empty ones are dropped. */
    public static List<TimeRange> clip(Collection<TimeRange> spans, TimeRange limits) {
        return spans.stream()
                .filter(span -> span.overlapMs(limits) > 0)
                .map(span -> new TimeRange(Math.max(span.from, limits.from), Math.min(span.to, limits.to)))
                .toList();
    }

    /** The same time without overlaps and empty ranges, in time order. */
    public static List<TimeRange> union(Collection<TimeRange> spans) {
        List<TimeRange> merged = new ArrayList<>();
        spans.stream()
                .filter(span -> span.lengthMs() > 0)
                .sorted(Comparator.comparingLong(TimeRange::from).thenComparingLong(TimeRange::to))
                .forEach(span -> {
                    if (!merged.isEmpty() && merged.getLast().to >= span.from) {
                        TimeRange last = merged.removeLast();
                        merged.add(new TimeRange(last.from, Math.max(last.to, span.to)));
                    } else {
                        merged.add(span);
                    }
                });
        return merged;
    }

    /** The {@link #union} of the parts within {@code limits}, but empty ranges are kept where there is no other. */
    static List<TimeRange> unionWithin(Collection<TimeRange> spans, TimeRange limits) {
        List<TimeRange> merged = new ArrayList<>(union(clip(spans, limits)));
        spans.stream()
                .filter(span -> span.lengthMs() == 0 && span.from >= limits.from && span.to <= limits.to)
                .distinct()
                .filter(span -> merged.stream().noneMatch(range -> range.from <= span.from && span.to <= range.to))
                .toList()
                .forEach(merged::add);
        merged.sort(Comparator.comparingLong(TimeRange::from));
        return merged;
    }

    /** {@code spans} without {@code away}; both are unions. */
    public static List<TimeRange> subtract(List<TimeRange> spans, List<TimeRange> away) {
        List<TimeRange> left = new ArrayList<>();
        int first = 0;
        for (TimeRange span : spans) {
            while (first < away.size() && away.get(first).to <= span.from) {
                first++;
            }
            long from = span.from;
            for (int i = first; i < away.size() && away.get(i).from < span.to; i++) {
                TimeRange gap = away.get(i);
                if (gap.from > from) {
                    left.add(new TimeRange(from, gap.from));
                }
                from = Math.max(from, gap.to);
            }
            if (from < span.to) {
                left.add(new TimeRange(from, span.to));
            }
        }
        return left;
    }

    /** Whether one of {@code spans}, which are a union, contains {@code span}, which is not empty. */
    static boolean covers(List<TimeRange> spans, TimeRange span) {
        int low = 0;
        int high = spans.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (spans.get(middle).from <= span.from) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return !spans.isEmpty() && spans.get(low).overlapMs(span) == span.lengthMs();
    }

    public static long totalMs(Collection<TimeRange> spans) {
        return spans.stream().mapToLong(TimeRange::lengthMs).sum();
    }
}
