package io.delegraph.tools.bench;

import io.delegraph.config.Settings;
import io.delegraph.stream.StreamsProperties;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A minimal Kafka Streams application for comparison: it copies every record of the raw topic unchanged to another topic, with the settings
 * of Delegraph.
 */
final class PassThrough {
    static final String GROUP = "bench-pass-through";
    static final String OUT = "bench.passed-through";

    private PassThrough() {}

    static KafkaStreams start(Settings settings, String bootstrapServers, Path stateDir, Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(OUT, settings.topics().partitions(), (short) 1)))
                .all()
                .get();
        Topology topology = new Topology();
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        "source",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Names.HOOKS)
                .addSink("sink", OUT, new ByteArraySerializer(), new ByteArraySerializer(), "source");
        Properties properties = StreamsProperties.of(settings, bootstrapServers, stateDir, "127.0.0.1:1");
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
        KafkaStreams streams = new KafkaStreams(topology, properties);
        streams.start();
        return streams;
    }
}
