package io.delegraph.live;

import io.delegraph.stream.record.Names;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** All partitions of the feed in a fixed order; a slot is an index in it. */
final class FeedPartitions {
    static final List<String> TOPICS = List.of(Names.LIFECYCLES, Names.WORKFLOWS, Names.FINDINGS);

    private final int partitions;

    /**
     * All partitions of these topics.
     *
     * @param partitions number per topic
     */
    FeedPartitions(int partitions) {
        this.partitions = partitions;
    }

    int count() {
        return TOPICS.size() * partitions;
    }

    int of(String topic, int partition) {
        return TOPICS.indexOf(topic) * partitions + partition;
    }

    TopicPartition partition(int slot) {
        return new TopicPartition(TOPICS.get(slot / partitions), slot % partitions);
    }

    List<TopicPartition> all() {
        return IntStream.range(0, count()).mapToObj(this::partition).toList();
    }
}
