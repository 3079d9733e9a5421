package io.delegraph.query;

import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** Owners as Kafka Streams' metadata says. */
public final class StreamsPartitionOwners implements PartitionOwners {
    private final KafkaStreams streams;
    private final int partitions;
    private final HostInfo here;

    /** For this instance, which is {@code here} to the others. */
    public StreamsPartitionOwners(KafkaStreams streams, int partitions, HostInfo here) {
        this.streams = streams;
        this.partitions = partitions;
        this.here = here;
    }

    @Override
    public Owner ownerOf(String sessionId) {
        int partition = Partitioning.of(sessionId, partitions);
        TopicPartition events = new TopicPartition(Names.EVENTS, partition);
        for (StreamsMetadata instance : streams.metadataForAllStreamsClients()) {
            if (instance.topicPartitions().contains(events)) {
                return instance.hostInfo().equals(here)
                        ? new LocalOwner()
                        : new RemoteOwner(new Peer(
                                instance.hostInfo().host(), instance.hostInfo().port()));
            }
        }
        return new NoOwner(partition);
    }

    @Override
    public List<Peer> peers() {
        return streams.metadataForAllStreamsClients().stream()
                .filter(instance -> !instance.hostInfo().equals(here))
                .filter(instance -> instance.topicPartitions().stream()
                        .anyMatch(partition -> partition.topic().equals(Names.EVENTS)))
                .map(instance ->
                        new Peer(instance.hostInfo().host(), instance.hostInfo().port()))
                .toList();
    }
}
