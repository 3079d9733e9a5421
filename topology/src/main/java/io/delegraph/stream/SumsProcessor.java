package io.delegraph.stream;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.MetricSums.Place;
import io.delegraph.windows.Aggregate;
import io.delegraph.windows.Delta;
import io.delegraph.windows.Grouping;
import io.delegraph.windows.Groups;
import io.delegraph.windows.MetricWindows;
import io.delegraph.windows.Subject;
import io.delegraph.windows.WindowSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sums changes into the windows of every size, publishes what changed, and drops windows that are too old. Nothing is taken from or
 * added to an expired window: what is left of it would be wrong.
 */
final class SumsProcessor implements Processor<String, MetricDelta, String, MetricWindow> {
    /** How often a group that changes constantly is published. */
    static final Duration PUBLISH_EVERY = Duration.ofSeconds(5);

    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

    /** Maximum number of windows published, and expired, per punctuation. */
    private static final int AT_ONCE = 5_000;

    private final Set<Place> unpublished = new LinkedHashSet<>();
    private final Map<WindowSize, Long> horizons = new EnumMap<>(WindowSize.class);

    /** Sizes that still have windows to expire after the last punctuation. */
    private final Set<WindowSize> left = EnumSet.noneOf(WindowSize.class);

    private final RawEnds time;
    private ProcessorContext<String, MetricWindow> context;
    private WritableMetricSums sums;
    private Cancellable timer;

    SumsProcessor(RawEnds time) {
        this.time = time;
    }

    @Override
    public void init(ProcessorContext<String, MetricWindow> processorContext) {
        context = processorContext;
        // a task that lost its state begins anew with the same processor
        sums = null;
        timer = null;
        unpublished.clear();
        horizons.clear();
        left.clear();
        context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::expire);
        // windows that were not published when this partition was revoked
        setTimer();
    }

    private WritableMetricSums sums() {
        if (sums == null) {
            sums = new WritableMetricSums(context.getStateStore(Names.METRIC_SUMS));
            unpublished.addAll(sums.unpublished());
            long now = time.believed(time.clock(context.currentSystemTimeMs()));
            for (WindowSize size : WindowSize.values()) {
                horizons.put(size, horizon(size, now));
            }
        }
        return sums;
    }

    @Override
    public void process(Record<String, MetricDelta> record) {
        if (record.value() != null) {
            record.value().delta().ifPresent(this::add);
        }
        if (!unpublished.isEmpty()) {
            setTimer();
        }
    }

    private void add(Delta delta) {
        WritableMetricSums all = sums();
        for (WindowSize size : WindowSize.values()) {
            long horizon = horizons.get(size);
            delta.by(size).forEach((start, sum) -> {
                if (start >= horizon) {
                    Place place = new Place(size, start, delta.series());
                    all.put(place, all.get(place).plus(sum));
                    if (unpublished.add(place)) {
                        all.publish(place, true);
                    }
                }
            });
        }
    }

    /** Only while something is to be published: a timer that fires costs a commit. */
    private void setTimer() {
        if (timer == null) {
            timer = context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
                publish(now);
                if (unpublished.isEmpty()) {
                    timer.cancel();
                    timer = null;
                }
            });
        }
    }

    private void publish(long now) {
        WritableMetricSums all = sums();
        Iterator<Place> places = unpublished.iterator();
        for (int more = AT_ONCE; more > 0 && places.hasNext(); more--) {
            Place place = places.next();
            places.remove();
            all.publish(place, false);
            forward(place, all.get(place), now);
        }
    }

    private void forward(Place place, Aggregate sum, long now) {
        MetricWindow window = sum.isZero() ? null : MetricWindows.of(place.size(), place.start(), place.series(), sum);
        context.forward(new Record<>(MetricKey.of(place.size(), place.start(), place.series()), window, now));
    }

    /** The stored one while the clock may be wrong: what was not dropped is kept until it has settled. */
    private long horizon(WindowSize size, long now) {
        long horizon = size.horizon(now);
        return time.settled() ? horizon : Math.min(sums.horizon(size), horizon);
    }

    private void expire(long processorTime) {
        if (!time.settled()) {
            return;
        }
        long now = time.believed(time.clock(processorTime));
        WritableMetricSums all = sums();
        for (WindowSize size : WindowSize.values()) {
            long horizon = Math.max(horizons.get(size), size.horizon(now));
            horizons.put(size, horizon);
            boolean moved = horizon != all.horizon(size);
            if (moved) {
                all.horizon(size, horizon);
            }
            if ((moved || left.contains(size)) && dropped(size, horizon, now)) {
                left.remove(size);
            } else if (moved) {
                left.add(size);
            }
        }
    }

    /** Drops what begins before the horizon; returns whether that was all. */
    private boolean dropped(WindowSize size, long horizon, long now) {
        List<Place> old = new ArrayList<>();
        boolean all = true;
        for (Subject subject : Subject.values()) {
            for (Grouping grouping : Groups.of(subject)) {
                all &= sums().read(size, grouping, 0, horizon, AT_ONCE - old.size(), sum -> old.add(sum.place()));
            }
        }
        for (Place place : old) {
            sums().put(place, Aggregate.ZERO);
            sums().publish(place, false);
            unpublished.remove(place);
            forward(place, Aggregate.ZERO, now);
        }
        return all;
    }
}
