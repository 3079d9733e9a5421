package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka Streams distributes tasks among threads by their number, whatever their load, and after a restart the first thread gets the least
 * lagging ones; but most of the load is in the join.
 */
class ThreadSharesBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    @Test
    void shouldShareTheJoinAmongThreads() {
        try (RestartableTopology topology = new RestartableTopology(dir)) {
            topology.start();
            awaitShares(topology);
            topology.send(List.of(new RelabelledHook("s", "1", """
                    {"hook_event_name": "SessionStart", "session_id": "s", "source": "startup"}""")));
            await().atMost(PATIENCE)
                    .until(() -> !topology.read(Names.LIFECYCLES).isEmpty());
            topology.stop();

            topology.start();
            awaitShares(topology);
        }
    }

    private static void awaitShares(RestartableTopology topology) {
        long each = topology.settings().topics().partitions()
                / topology.settings().streams().threads();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(joins(topology)).hasSize(2).containsOnly(each));
    }

    /** The number of partitions that each thread joins. */
    private static List<Long> joins(RestartableTopology topology) {
        return topology.threads().stream()
                .map(thread -> thread.activeTasks().stream()
                        .filter(task -> task.topicPartitions().stream()
                                .anyMatch(partition -> partition.topic().equals(Names.EVENTS)))
                        .count())
                .toList();
    }
}
