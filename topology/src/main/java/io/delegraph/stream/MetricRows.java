package io.delegraph.stream;

import io.delegraph.windows.Aggregate;
import io.delegraph.windows.Amount;
import io.delegraph.windows.Contribution;
import io.delegraph.windows.Dimension;
import io.delegraph.windows.LogBuckets;
import io.delegraph.windows.Measure;
import io.delegraph.windows.Standing;
import io.delegraph.windows.Subject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of the metrics' stores as bytes, a version first. */
final class MetricRows {
    private static final int VERSION = 1;

    private MetricRows() {}

    static byte[] write(Aggregate sum) {
        PackedWriter out = new PackedWriter().one(VERSION);
        sum(out, sum);
        return out.bytes();
    }

    static Aggregate sum(byte[] row) {
        return row == null ? Aggregate.ZERO : sum(reader(row));
    }

    static byte[] write(Standing standing) {
        PackedWriter out =
                new PackedWriter().one(VERSION).number(standing.contributions().size());
        for (Contribution it : standing.contributions()) {
            out.number(position(it.subject()))
                    .text(it.source())
                    .number(it.minute())
                    .number(it.groupings());
            out.number(it.values().size());
            it.values()
                    .forEach((dimension, value) ->
                            out.number(position(dimension)).text(value.equals(Dimension.UNKNOWN) ? "" : value));
            sum(out, it.sum());
        }
        return out.bytes();
    }

    static Standing standing(byte[] row) {
        if (row == null) {
            return Standing.NONE;
        }
        PackedReader in = reader(row);
        List<Contribution> contributions = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            contributions.add(contribution(in));
        }
        return new Standing(contributions);
    }

    private static Contribution contribution(PackedReader in) {
        Subject subject = constant(Subject.values(), in.count());
        String source = in.text();
        long minute = in.number();
        int groupings = in.count();
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (int left = in.count(); left > 0; left--) {
            Dimension dimension = constant(Dimension.values(), in.count());
            String value = in.text();
            values.put(dimension, value.isEmpty() ? Dimension.UNKNOWN : value);
        }
        return new Contribution(subject, source, minute, values, groupings, sum(in));
    }

    private static PackedReader reader(byte[] row) {
        PackedReader in = new PackedReader(row);
        int version = in.one();
        if (version != VERSION) {
            throw new IllegalStateException("a row of version " + version + ", this program reads " + VERSION
                    + ": it was written by a newer one");
        }
        return in;
    }

    private static void sum(PackedWriter out, Aggregate sum) {
        Map<Amount, Long> amounts = sum.amounts();
        out.number(amounts.size());
        amounts.forEach((amount, value) -> out.number(amount.position()).number(value));
        Map<Measure, LogBuckets> measures = sum.measures();
        out.number(measures.size());
        measures.forEach((measure, buckets) -> {
            SortedMap<Integer, Long> counts = buckets.counts();
            out.number(measure.position()).number(counts.size());
            counts.forEach((bucket, count) -> out.number(bucket).number(count));
        });
    }

    private static Aggregate sum(PackedReader in) {
        Map<Amount, Long> amounts = new EnumMap<>(Amount.class);
        for (int left = in.count(); left > 0; left--) {
            amounts.put(Amount.at(in.count()), in.number());
        }
        Map<Measure, LogBuckets> measures = new EnumMap<>(Measure.class);
        for (int left = in.count(); left > 0; left--) {
            Measure measure = Measure.at(in.count());
            Map<Integer, Long> counts = new TreeMap<>();
            for (int more = in.count(); more > 0; more--) {
                counts.put(in.count(), in.number());
            }
            measures.put(measure, LogBuckets.of(counts));
        }
        return Aggregate.of(amounts, measures);
    }

    // pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    static int position(Enum<?> constant) {
        return constant.ordinal();
    }

    static <E extends Enum<E>> E constant(E[] constants, int position) {
        return constants[position];
    }
}
