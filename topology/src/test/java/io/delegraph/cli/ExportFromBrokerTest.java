package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Transactions leave markers and aborted records, which only a real broker has. */
class ExportFromBrokerTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int export(String bootstrapServers, Path out) {
        return new CommandLine(new ExportCommand(new StateDirectory(directory.resolve("state"))))
                .setErr(new PrintWriter(err))
                .execute("--what=workflows", "--bootstrap-servers=" + bootstrapServers, "--out=" + out);
    }

    @Test
    void shouldReadCommittedTransactionsToTheirEnd() throws Exception {
        Path out = directory.resolve("workflows.jsonl");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
            String servers = broker.bootstrapServers();
            assertThat(export(servers, out)).isEqualTo(1);
            assertThat(err.toString())
                    .contains("agent.workflows could not be read")
                    .hasLineCount(1);

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                admin.createTopics(List.of(new NewTopic("agent.workflows", 2, (short) 1)))
                        .all()
                        .get();
            }
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers, "transactional.id", "test"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.initTransactions();
                send(producer, true, "{\"n\":1}", "{\"n\":2}");
                send(producer, false, "{\"n\":3}");
            }

            assertThat(export(servers, out)).isZero();
        }
        assertThat(Files.readString(out)).isEqualTo("{\"n\":2}\n");
    }

    private static void send(KafkaProducer<String, String> producer, boolean commit, String... values)
            throws Exception {
        producer.beginTransaction();
        for (String value : values) {
            producer.send(new ProducerRecord<>("agent.workflows", "s/w", value)).get();
        }
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }
}
