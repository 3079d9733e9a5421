package io.delegraph.stream.metrics;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.SeriesDelta;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.metrics.MetricSumStore.WindowKey;
import io.delegraph.stream.record.MetricDelta;
import io.delegraph.stream.record.MetricKey;
import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sums changes into the windows of every size, publishes what changed, and drops windows that are too old. Expired windows are never
 * changed, because the remaining sums would be wrong.
 */
public final class MetricSumProcessor implements Processor<String, MetricDelta, String, MetricWindow> {
    /** How often a group that changes constantly is published. */
    public static final Duration PUBLISH_EVERY = Duration.ofSeconds(5);

    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

    /** Maximum number of windows published, and expired, per punctuation. */
    private static final int MAX_WINDOWS_PER_RUN = 5_000;

    private final Set<WindowKey> unpublished = new LinkedHashSet<>();
    private final Map<WindowSize, Long> retentionStarts = new EnumMap<>(WindowSize.class);

    /** Sizes that still have windows to expire after the last punctuation. */
    private final Set<WindowSize> partlyExpired = EnumSet.noneOf(WindowSize.class);

    private final RawPartitionEnds time;
    private ProcessorContext<String, MetricWindow> context;
    private @Nullable WritableMetricSumStore sums;
    private @Nullable Cancellable timer;

    MetricSumProcessor(RawPartitionEnds time) {
        this.time = time;
    }

    @Override
    public void init(ProcessorContext<String, MetricWindow> processorContext) {
        context = processorContext;
        // a task that lost its state restarts with the same processor
        sums = null;
        timer = null;
        unpublished.clear();
        retentionStarts.clear();
        partlyExpired.clear();
        context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::expire);
        // windows that were not published when this partition was revoked
        schedulePublish();
    }

    private WritableMetricSumStore sums() {
        if (sums == null) {
            sums = new WritableMetricSumStore(context.getStateStore(Names.METRIC_SUMS));
            unpublished.addAll(sums.unpublished());
            long now = time.trusted(time.clock(context.currentSystemTimeMs()));
            for (WindowSize size : WindowSize.values()) {
                retentionStarts.put(size, retentionStart(size, now));
            }
        }
        return sums;
    }

    @Override
    public void process(Record<String, MetricDelta> record) {
        if (record.value() != null) {
            record.value().toSeriesDelta().ifPresent(this::add);
        }
        if (!unpublished.isEmpty()) {
            schedulePublish();
        }
    }

    private void add(SeriesDelta delta) {
        WritableMetricSumStore all = sums();
        for (WindowSize size : delta.series().grouping().subject().windows()) {
            long horizon = currentRetentionStart(size);
            delta.sumsByWindow(size).forEach((start, sum) -> {
                if (start >= horizon) {
                    WindowKey key = new WindowKey(size, start, delta.series());
                    all.put(key, all.get(key).plus(sum));
                    if (unpublished.add(key)) {
                        all.setUnpublished(key, true);
                    }
                }
            });
        }
    }

    /** Scheduled only while something is to be published, because every punctuation costs a commit. */
    private void schedulePublish() {
        if (timer == null) {
            timer = context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
                publish(now);
                if (unpublished.isEmpty()) {
                    cancelTimer();
                }
            });
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void publish(long now) {
        WritableMetricSumStore all = sums();
        Iterator<WindowKey> places = unpublished.iterator();
        for (int more = MAX_WINDOWS_PER_RUN; more > 0 && places.hasNext(); more--) {
            WindowKey key = places.next();
            places.remove();
            all.setUnpublished(key, false);
            forward(key, all.get(key), now);
        }
    }

    private void forward(WindowKey key, Aggregate sum, long now) {
        MetricWindow window =
                sum.isZero() ? null : MetricWindowMapper.toWindow(key.size(), key.start(), key.series(), sum);
        context.forward(new Record<>(MetricKey.of(key.size(), key.start(), key.series()), window, now));
    }

    /** The stored limit while the clock may be wrong: existing windows are kept until it has settled. */
    private long retentionStart(WindowSize size, long now) {
        long horizon = size.oldestRetainedStart(now);
        return time.clockSettled() ? horizon : Math.min(sums().retentionStart(size), horizon);
    }

    private long currentRetentionStart(WindowSize size) {
        return Objects.requireNonNull(retentionStarts.get(size), "opening the sums sets it for every size");
    }

    private void expire(long processorTime) {
        if (!time.clockSettled()) {
            return;
        }
        long now = time.trusted(time.clock(processorTime));
        WritableMetricSumStore all = sums();
        for (WindowSize size : WindowSize.values()) {
            long horizon = Math.max(currentRetentionStart(size), size.oldestRetainedStart(now));
            retentionStarts.put(size, horizon);
            boolean moved = horizon != all.retentionStart(size);
            if (moved) {
                all.horizon(size, horizon);
            }
            if ((moved || partlyExpired.contains(size)) && expireBefore(size, horizon, now)) {
                partlyExpired.remove(size);
            } else if (moved) {
                partlyExpired.add(size);
            }
        }
    }

    /** Drops windows that begin before the horizon; returns whether that was all. */
    private boolean expireBefore(WindowSize size, long horizon, long now) {
        List<WindowKey> old = new ArrayList<>();
        boolean all = true;
        for (Subject subject : Subject.values()) {
            for (Grouping grouping : Groupings.of(subject)) {
                all &= sums().read(
                                size,
                                grouping,
                                0,
                                horizon,
                                MAX_WINDOWS_PER_RUN - old.size(),
                                sum -> old.add(sum.key()));
            }
        }
        for (WindowKey key : old) {
            sums().put(key, Aggregate.ZERO);
            sums().setUnpublished(key, false);
            unpublished.remove(key);
            forward(key, Aggregate.ZERO, now);
        }
        return all;
    }
}
