package io.delegraph.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** From a moment to a later one, epoch ms; never negative. */
public record Span(long from, long to) {
    public Span {
        to = Math.max(from, to);
    }

    public long length() {
        return to - from;
    }

    /** How long both are; 0 when they only touch. */
    public long overlap(Span other) {
        return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
    }

    /** The part of it within {@code limits}; empty when nothing is left. */
    public static List<Span> within(Collection<Span> spans, Span limits) {
        return spans.stream()
                .filter(span -> span.overlap(limits) > 0)
                .map(span -> new Span(Math.max(span.from, limits.from), Math.min(span.to, limits.to)))
                .toList();
    }

    /** The same time without overlaps and empty spans, in time order. */
    public static List<Span> union(Collection<Span> spans) {
        List<Span> merged = new ArrayList<>();
        spans.stream()
                .filter(span -> span.length() > 0)
                .sorted(Comparator.comparingLong(Span::from).thenComparingLong(Span::to))
                .forEach(span -> {
                    if (!merged.isEmpty() && merged.getLast().to >= span.from) {
                        Span last = merged.removeLast();
                        merged.add(new Span(last.from, Math.max(last.to, span.to)));
                    } else {
                        merged.add(span);
                    }
                });
        return merged;
    }

    /** The same as {@link #union} of what lies within {@code limits}, but what took no time is kept where nothing else is. */
    static List<Span> merged(Collection<Span> spans, Span limits) {
        List<Span> merged = new ArrayList<>(union(within(spans, limits)));
        spans.stream()
                .filter(span -> span.length() == 0 && span.from >= limits.from && span.to <= limits.to)
                .distinct()
                .filter(span -> merged.stream().noneMatch(it -> it.from <= span.from && span.to <= it.to))
                .toList()
                .forEach(merged::add);
        merged.sort(Comparator.comparingLong(Span::from));
        return merged;
    }

    /** What is left of {@code spans} without {@code away}; both are unions. */
    public static List<Span> minus(List<Span> spans, List<Span> away) {
        List<Span> left = new ArrayList<>();
        int first = 0;
        for (Span span : spans) {
            while (first < away.size() && away.get(first).to <= span.from) {
                first++;
            }
            long from = span.from;
            for (int i = first; i < away.size() && away.get(i).from < span.to; i++) {
                Span gap = away.get(i);
                if (gap.from > from) {
                    left.add(new Span(from, gap.from));
                }
                from = Math.max(from, gap.to);
            }
            if (from < span.to) {
                left.add(new Span(from, span.to));
            }
        }
        return left;
    }

    /** Whether one of {@code spans}, which are a union, has all of {@code span}, which is longer than nothing. */
    static boolean covers(List<Span> spans, Span span) {
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
        return !spans.isEmpty() && spans.get(low).overlap(span) == span.length();
    }

    public static long total(Collection<Span> spans) {
        return spans.stream().mapToLong(Span::length).sum();
    }
}
