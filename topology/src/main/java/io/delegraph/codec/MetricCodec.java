package io.delegraph.codec;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Contribution;
import io.delegraph.aggregates.ContributionSet;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The binary format of the metric stores' rows, with the version first. */
public final class MetricCodec {
    private static final int VERSION = 1;

    private MetricCodec() {}

    public static byte[] write(Aggregate sum) {
        PackedWriter out = new PackedWriter().oneByte(VERSION);
        sum(out, sum);
        return out.bytes();
    }

    public static Aggregate sum(byte[] row) {
        return row == null ? Aggregate.ZERO : sum(reader(row));
    }

    public static byte[] write(ContributionSet contributions) {
        PackedWriter out = new PackedWriter()
                .oneByte(VERSION)
                .number(contributions.contributions().size());
        for (Contribution contribution : contributions.contributions()) {
            out.number(position(contribution.subject()))
                    .text(contribution.source())
                    .number(contribution.minute())
                    .number(contribution.groupings());
            out.number(contribution.values().size());
            contribution
                    .values()
                    .forEach((dimension, value) ->
                            out.number(position(dimension)).text(value.equals(Dimension.UNKNOWN) ? "" : value));
            sum(out, contribution.sum());
        }
        return out.bytes();
    }

    public static ContributionSet contributions(byte[] row) {
        if (row == null) {
            return ContributionSet.NONE;
        }
        PackedReader in = reader(row);
        List<Contribution> contributions = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            contributions.add(contribution(in));
        }
        return new ContributionSet(contributions);
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
        int version = in.oneByte();
        if (version != VERSION) {
            throw new IllegalStateException("a row of version " + version + ", this program reads " + VERSION
                    + ": it was written by a newer one");
        }
        return in;
    }

    private static void sum(PackedWriter out, Aggregate sum) {
        Map<SumMetric, Long> amounts = sum.sums();
        out.number(amounts.size());
        amounts.forEach((metric, value) -> out.number(metric.position()).number(value));
        Map<DistributionMetric, LogHistogram> measures = sum.distributions();
        out.number(measures.size());
        measures.forEach((metric, buckets) -> {
            SortedMap<Integer, Long> counts = buckets.counts();
            out.number(metric.position()).number(counts.size());
            counts.forEach((bucket, count) -> out.number(bucket).number(count));
        });
    }

    private static Aggregate sum(PackedReader in) {
        Map<SumMetric, Long> amounts = new EnumMap<>(SumMetric.class);
        for (int left = in.count(); left > 0; left--) {
            amounts.put(SumMetric.atPosition(in.count()), in.number());
        }
        Map<DistributionMetric, LogHistogram> measures = new EnumMap<>(DistributionMetric.class);
        for (int left = in.count(); left > 0; left--) {
            DistributionMetric metric = DistributionMetric.atPosition(in.count());
            Map<Integer, Long> counts = new TreeMap<>();
            for (int more = in.count(); more > 0; more--) {
                counts.put(in.count(), in.number());
            }
            measures.put(metric, LogHistogram.of(counts));
        }
        return Aggregate.of(amounts, measures);
    }

    // pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    public static int position(Enum<?> constant) {
        return constant.ordinal();
    }

    public static <E extends Enum<E>> E constant(E[] constants, int position) {
        return constants[position];
    }
}
