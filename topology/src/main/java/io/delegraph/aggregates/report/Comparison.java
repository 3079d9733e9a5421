package io.delegraph.aggregates.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares one way of working with another. It describes what happened, not causes, because the choice of a way had reasons.
 *
 * @param context values that both have in common, by dimension
 * @param of the first way
 * @param against the second way
 * @param sample number of ended ones of the first way
 * @param againstSample number of ended ones of the second way
 * @param enough whether both reach the minimum sample; else the intervals are null
 * @param goodShareDifference difference of the shares of completed or clean ones, -1..1; above 0 the first way did better
 * @param timeRatio above 1 the first way took longer; null also when too few times are known
 * @param tokensRatio above 1 the first way used more; null also when the tokens of too few are known
 * @param says the same in words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record Comparison(
        String source,
        Map<String, String> context,
        String of,
        String against,
        long sample,
        long againstSample,
        boolean enough,
        @Nullable Interval goodShareDifference,
        @Nullable Interval timeRatio,
        @Nullable Interval tokensRatio,
        String says) {
    static final String TOO_FEW = "not enough data";
    static final String NO_DIFFERENCE = "no difference in time that the sample shows";

    public static ComparisonBuilder builder() {
        return ComparisonBuilder.builder();
    }

    /** Compares two sums. */
    public static Comparison of(
            String source,
            Map<String, String> context,
            String of,
            Aggregate sum,
            String against,
            Aggregate other,
            int minimumSample) {
        PatternFigures one = PatternFigures.of(sum, 0);
        PatternFigures two = PatternFigures.of(other, 0);
        boolean enough = Math.min(one.ended(), two.ended()) >= minimumSample;
        Interval time = enough ? ratio(PatternFigures.times(sum), PatternFigures.times(other), minimumSample) : null;
        return builder()
                .source(source)
                .context(context)
                .of(of)
                .against(against)
                .sample(one.ended())
                .againstSample(two.ended())
                .enough(enough)
                .goodShareDifference(
                        enough ? Interval.difference(one.good(), one.ended(), two.good(), two.ended()) : null)
                .timeRatio(time)
                .tokensRatio(
                        enough
                                ? ratio(
                                        sum.get(DistributionMetric.TOKENS),
                                        other.get(DistributionMetric.TOKENS),
                                        minimumSample)
                                : null)
                .says(says(of, against, enough, time))
                .build();
    }

    private static @Nullable Interval ratio(LogHistogram values, LogHistogram others, int minimumSample) {
        return Math.min(values.count(), others.count()) < minimumSample ? null : Interval.ratio(values, others);
    }

    private static String says(String of, String against, boolean enough, @Nullable Interval time) {
        if (!enough || time == null) {
            return TOO_FEW;
        }
        if (time.low() <= 1 && time.high() >= 1) {
            return NO_DIFFERENCE;
        }
        return of + (time.high() < 1 ? " took less time than " : " took more time than ") + against;
    }
}
