package io.delegraph.query;

import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** The owners by Kafka Streams' metadata. */
public final class StreamsPartitionOwners implements PartitionOwners {
    private final KafkaStreams streams;
    private final int partitions;
    private final HostInfo self;

    /** The owners as seen by this instance, whose address is {@code self}. */
    public StreamsPartitionOwners(KafkaStreams streams, int partitions, HostInfo self) {
        this.streams = streams;
        this.partitions = partitions;
        this.self = self;
    }

    @Override
    public Owner ownerOf(String sessionId) {
        int partition = Partitioning.of(sessionId, partitions);
        TopicPartition events = new TopicPartition(Names.EVENTS, partition);
        for (StreamsMetadata instance : streams.metadataForAllStreamsClients()) {
            if (instance.topicPartitions().contains(events)) {
                return instance.hostInfo().equals(self)
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
                .filter(instance -> !instance.hostInfo().equals(self))
                .filter(instance -> instance.topicPartitions().stream()
                        .anyMatch(partition -> partition.topic().equals(Names.EVENTS)))
                .map(instance ->
                        new Peer(instance.hostInfo().host(), instance.hostInfo().port()))
                .toList();
    }
}
