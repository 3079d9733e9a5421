package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSourceTest {
    private static final KafkaSource SOURCE = new KafkaSource(
            "open:1", Map.of("bootstrap.servers", "protected:2", "security.protocol", "SASL_PLAINTEXT"));

    @Test
    void shouldReadWhereTheLoginIsTaken() throws IOException {
        assertThat(SOURCE.properties(null))
                .containsEntry("bootstrap.servers", "protected:2")
                .containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(new KafkaSource("open:1", Map.of()).properties(null)).containsEntry("bootstrap.servers", "open:1");
    }

    @Test
    void shouldTakeTheGivenPropertiesInPlaceOfTheLogin(@TempDir Path dir) throws IOException {
        Path given = Files.writeString(dir.resolve("client.properties"), "ssl.truststore.type=PEM\n");

        assertThat(SOURCE.properties(given))
                .containsEntry("bootstrap.servers", "open:1")
                .containsEntry("ssl.truststore.type", "PEM")
                .doesNotContainKey("security.protocol");
    }
}
