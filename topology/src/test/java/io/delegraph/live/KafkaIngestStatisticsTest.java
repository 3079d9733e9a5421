package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.query.IngestStatistics;
import io.delegraph.query.KafkaIngestStatistics;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rejected topic contains transaction markers, which are no rejections. */
class KafkaIngestStatisticsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path dir;

    private static void send(RestartableTopology topology, String hook) {
        topology.send(Names.HOOKS, null, hook.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldCountArrivedAndRejectedHooks() {
        try (RestartableTopology topology = new RestartableTopology(dir);
                KafkaIngestStatistics arrivals =
                        new KafkaIngestStatistics(topology.bootstrapServers(), topology.settings())) {
            assertThat(arrivals.now())
                    .isEqualTo(new IngestStatistics.IngestSnapshot(
                            new IngestStatistics.Hooks(0, null), new IngestStatistics.Rejected(0, true, null)));
            long before = System.currentTimeMillis();
            topology.start();
            send(topology, "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}");
            send(topology, "nonsense");
            await().atMost(SOON).until(() -> arrivals.now().rejected().count() == 1);
            send(topology, "{\"session_id\":7,\"hook_event_name\":\"Stop\"}");
            await().atMost(SOON).until(() -> arrivals.now().rejected().count() == 2);

            IngestStatistics.IngestSnapshot seen = arrivals.now();
            assertThat(seen.hooks().arrived()).isEqualTo(3);
            assertThat(seen.hooks().lastAt()).isBetween(before, System.currentTimeMillis());
            assertThat(seen.rejected().countedAll()).isTrue();
            assertThat(seen.rejected().newest().at()).isEqualTo(seen.hooks().lastAt());
            assertThat(seen.rejected().newest().reason()).isNotBlank();
            assertThat(seen.rejected().newest().where()).contains("session_id");
        }
    }
}
