package io.delegraph.stream.ingest;

import io.delegraph.config.Settings;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.RawPosition;
import io.delegraph.metrics.IngestMeters;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.record.DeadLetterRecord;
import io.delegraph.stream.record.Names;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Normalises the records of one raw partition and emits its watermark. */
final class IngestProcessor implements Processor<byte[], byte[], Object, Object> {
    /** Factor by which the watermark interval grows while idle; then only timers of half an hour and more depend on it. */
    private static final int IDLE_INTERVAL_FACTOR = 30;

    /** Minimum time after the last record during which the partition counts as busy, ms. */
    private static final long MIN_BUSY_MS = Duration.ofMinutes(1).toMillis();

    /** Maximum difference between the broker's clock and this machine's, ms. */
    private static final long MAX_CLOCK_SKEW_MS = 1_000;

    private final Normalizer normalizer;
    private final RawPartitionEnds ends;
    private final int partitions;
    private final long watermarkIntervalMs;
    private final long busyMs;
    private final IngestMeters meters;

    private ProcessorContext<Object, Object> context;
    private long nextOffset = -1;
    private long lastArrival;
    private long lastProcessedAt;
    private long emittedAt;
    private long emittedWatermark;

    IngestProcessor(Normalizer normalizer, RawPartitionEnds ends, Settings settings, IngestMeters meters) {
        this.normalizer = normalizer;
        this.ends = ends;
        this.partitions = settings.topics().partitions();
        this.watermarkIntervalMs = settings.ingest().watermarkInterval().toMillis();
        this.busyMs = MIN_BUSY_MS + settings.lifecycle().absentGrace().toMillis();
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        // after an aborted transaction the same processor reads again: none of its output was committed
        nextOffset = -1;
        lastArrival = 0;
        emittedWatermark = 0;
        emittedAt = 0;
        lastProcessedAt = context.currentSystemTimeMs();
        context.schedule(Duration.ofMillis(watermarkIntervalMs), PunctuationType.WALL_CLOCK_TIME, this::emitWatermark);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        long now = context.currentSystemTimeMs();
        long clock = ends.clock(now);
        // a topic with other settings may carry any timestamp: it is capped at the current time
        long arrivedAt = Math.min(record.timestamp(), clock);
        nextOffset = at.offset() + 1;
        // an arrival by an untrusted clock does not advance the watermark
        if (arrivedAt <= ends.trusted(arrivedAt)) {
            lastArrival = arrivedAt;
        }
        lastProcessedAt = now;
        switch (normalizer.normalize(record.value(), new RawPosition(at.partition(), at.offset(), arrivedAt))) {
            case Normalized.Accepted accepted -> {
                for (AgentEvent.InSession event : accepted.events()) {
                    meters.accepted(event);
                    context.forward(
                            new Record<>(event.origin().sessionId(), event, arrivedAt, noHeaders()), Names.EVENTS_SINK);
                }
            }
            case Normalized.Probed probed -> meters.probed(probed.probe().number());
            case Normalized.Invalid rejected -> {
                meters.rejected();
                context.forward(rejection(record, at, rejected, arrivedAt), Names.REJECTED_SINK);
            }
        }
    }

    private static Record<Object, Object> rejection(
            Record<byte[], byte[]> record, RecordMetadata at, Normalized.Invalid rejected, long arrivedAt) {
        return new DeadLetterRecord(record.key(), record.value(), record.headers())
                .withReason(rejected.reason(), rejected.where())
                .withPosition(at.topic(), at.partition(), at.offset())
                .toRecord(arrivedAt);
    }

    private static Headers noHeaders() {
        return new RecordHeaders();
    }

    /** Emits the time before which all records were read: the arrival of the last record, or now when none is left. */
    private void emitWatermark(long now) {
        long upTo = ends.of(context.taskId().partition())
                .filter(end -> Math.max(nextOffset, end.doneOffset()) >= end.endOffset())
                .map(end -> end.askedAt() - MAX_CLOCK_SKEW_MS)
                .orElse(0L);
        // the clock was set back: a watermark ahead of the trusted time is discarded
        lastArrival = lastArrival > ends.trusted(lastArrival) ? 0 : lastArrival;
        emittedWatermark = emittedWatermark > ends.trusted(emittedWatermark) ? 0 : emittedWatermark;
        upTo = Math.max(upTo, lastArrival);
        long wait = busy(now) ? watermarkIntervalMs : watermarkIntervalMs * IDLE_INTERVAL_FACTOR;
        if (upTo > emittedWatermark && now - emittedAt >= wait) {
            emittedWatermark = upTo;
            emittedAt = now;
            Watermark watermark = new Watermark(context.taskId().partition(), partitions, upTo);
            context.forward(
                    new Record<>((Object) null, (Object) watermark, ends.clock(now), noHeaders()), Names.EVENTS_SINK);
        }
    }

    /** Whether any partition is busy: timers wait for the partition that is furthest behind. */
    private boolean busy(long now) {
        return now - lastProcessedAt < busyMs || ends.trusted(ends.clock(now)) - ends.lastRecordSeenAt() < busyMs;
    }
}
