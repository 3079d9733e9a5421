package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.report.AnalyticsReport.GroupReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What workflows wait for, for all agents of a type together. Times in ms, summed over the workflows.
 *
 * @param sample number of settled, analysed workflows with this type
 * @param agents number of agents of the type in them
 * @param activeMs time at work
 * @param criticalMs the type's part of the critical paths
 * @param criticalShare that part divided by all critical paths of the same source and time, 0..1; null when there are none, and in a single
 * window
 * @param halfTimeSavesMs how much earlier the workflows would have ended, summed, if the type's agents had taken half as long
 * @param meanHalfTimeSavesMs the mean of the same per workflow
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BottleneckFigures(
        long sample,
        long agents,
        long activeMs,
        long criticalMs,
        @Nullable Double criticalShare,
        long halfTimeSavesMs,
        @Nullable Double meanHalfTimeSavesMs) {

    private static BottleneckFigures of(Aggregate sum, long criticalPathsMs) {
        return new BottleneckFigures(
                sum.get(WORKFLOWS),
                sum.get(AGENTS),
                sum.get(ACTIVE_MS),
                sum.get(CRITICAL_MS),
                Ratios.mean(sum.get(CRITICAL_MS), criticalPathsMs),
                sum.get(HALF_TIME_SAVES_MS),
                Ratios.mean(sum.get(HALF_TIME_SAVES_MS), sum.get(WORKFLOWS)));
    }

    /**
     * Figures by group, sorted by the largest saving.
     *
     * @param workflows all workflows of the same time
     */
    public static List<GroupReport<BottleneckFigures>> items(
            GroupTotals parts, GroupTotals workflows, long overMs, int minimumSample) {
        return parts.items(Subject.PART, overMs, minimumSample, (sum, ms) -> of(sum, 0)).stream()
                .map(item -> new GroupReport<>(
                        item.source(),
                        item.group(),
                        item.enough(),
                        of(
                                parts.total(item.source(), item.group()),
                                workflows.total(item.source(), Map.of()).get(CRITICAL_PATH_MS)),
                        item.windows()))
                .sorted(Comparator.comparing(item -> -item.total().halfTimeSavesMs))
                .toList();
    }
}
