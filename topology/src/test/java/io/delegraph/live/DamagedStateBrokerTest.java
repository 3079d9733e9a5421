package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.stream.StreamsStartException;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unreadable state leads to a message that says what to do, and doing that restores everything. */
class DamagedStateBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    @Test
    void shouldNameTheRemedyWhenStateIsDamagedAndRestoreEverythingAfterIt() throws Exception {
        try (RestartableTopology topology = new RestartableTopology(dir)) {
            topology.start();
            topology.send(List.of(new RelabelledHook("s", "1", """
                    {"hook_event_name": "SessionStart", "session_id": "s", "source": "startup"}""")));
            await().atMost(PATIENCE)
                    .until(() -> !topology.read(Names.LIFECYCLES).isEmpty());
            topology.stop();
            topology.damageState();

            assertThat(failure(topology))
                    .contains("streams", "delete this directory")
                    .doesNotContain("\n");

            topology.stop();
            topology.deleteState();
            topology.start();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> topology.agents("s").size() == 1);
        }
    }

    private static String failure(RestartableTopology topology) {
        try {
            topology.start();
        } catch (StreamsStartException e) {
            return e.getMessage();
        }
        return await().atMost(PATIENCE).until(topology::failure, why -> why != null);
    }
}
