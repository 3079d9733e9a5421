package io.delegraph.stream.ingest;

import io.delegraph.config.Settings;
import io.delegraph.ingest.ClientAdapter;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.metrics.IngestMeters;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.record.ArrivalTime;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * INGEST: raw hooks become normalised, masked events of their session; invalid ones are rejected with a reason.
 *
 * <pre>
 * agent.hooks ─► ingest ─┬─► agent.events (session's partition; watermarks to every partition)
 *                        └─► agent.hooks.rejected
 * </pre>
 */
public final class IngestTopology {
    private IngestTopology() {}

    public static void addTo(
            Topology topology,
            Settings settings,
            RawPartitionEnds ends,
            MeterRegistry metrics,
            List<ClientAdapter.Factory> clients) {
        PrivacyMode privacy = PrivacyMode.valueOf(settings.ingest().privacy().name());
        IngestMeters meters = new IngestMeters(metrics);
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        Names.HOOKS_SOURCE,
                        new ArrivalTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Names.HOOKS)
                .addProcessor(
                        Names.INGEST,
                        () -> new IngestProcessor(
                                new Normalizer(
                                        privacy,
                                        KeyedHashes.keyed(settings.ingest().hashKey()),
                                        clients),
                                ends,
                                settings,
                                meters),
                        Names.HOOKS_SOURCE)
                .addSink(
                        Names.EVENTS_SINK,
                        Names.EVENTS,
                        new StringSerializer(),
                        JsonSerdes.serializer(),
                        Partitioning.events(),
                        Names.INGEST)
                .addSink(
                        Names.REJECTED_SINK,
                        Names.HOOKS_REJECTED,
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Names.INGEST);
    }
}
