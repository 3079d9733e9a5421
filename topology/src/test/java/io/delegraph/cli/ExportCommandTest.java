package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
    private static final String TOPIC = "agent.lifecycles";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);

    @TempDir
    private Path directory;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<String, Object> properties = new HashMap<>();
    private final StringWriter err = new StringWriter();

    private int export(String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "--what=lifecycles";
        args[1] = "--out=" + directory.resolve("out.jsonl");
        args[2] = "--bootstrap-servers=kafka:1";
        System.arraycopy(more, 0, args, 3, more.length);
        return new CommandLine(new ExportCommand(new StateDirectory(directory.resolve("state")), given -> {
                    properties.putAll(given);
                    return consumer;
                }))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private void topic(long end0, long end1) {
        Node node = new Node(0, "localhost", 1);
        Node[] nodes = {node};
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, node, nodes, nodes),
                        new PartitionInfo(TOPIC, 1, node, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.updateEndOffsets(Map.of(P0, end0, P1, end1));
    }

    private void record(TopicPartition partition, long offset, String key, String value) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                partition.partition(),
                offset,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldWriteTheLastValueOfEachKeyThatIsNotDeleted() throws Exception {
        topic(4, 1);
        consumer.schedulePollTask(() -> {
            record(P0, 0, "s1/b", "{\"n\":1}");
            record(P0, 1, "s1/a", "{\"n\":2}");
            record(P0, 2, "s1/b", "{\"n\":\"ü\"}");
            record(P0, 3, "s1/a", null);
        });
        consumer.schedulePollTask(() -> record(P1, 0, "s0/z", "{\"n\":4}"));

        assertThat(export()).isZero();
        assertThat(Files.readString(directory.resolve("out.jsonl"))).isEqualTo("{\"n\":4}\n{\"n\":\"ü\"}\n");
        assertThat(err.toString()).contains("2 lifecycles written to");
        assertThat(directory).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void shouldStopAtTheEndThatTheTopicHadAtTheBeginning() throws Exception {
        topic(1, 0);
        consumer.schedulePollTask(() -> {
            record(P0, 0, "a", "{\"n\":1}");
            record(P0, 1, "a", "{\"n\":2}");
        });

        assertThat(export()).isZero();
        assertThat(Files.readString(directory.resolve("out.jsonl"))).isEqualTo("{\"n\":1}\n");
    }

    @Test
    void shouldWriteAnEmptyFileForAnEmptyTopic() throws Exception {
        topic(0, 0);

        assertThat(export()).isZero();
        assertThat(directory.resolve("out.jsonl")).isEmptyFile();
    }

    @Test
    void shouldReadOnlyWhatIsCommittedAndTakeClientProperties() throws Exception {
        topic(0, 0);
        Path config = Files.writeString(directory.resolve("client.properties"), "security.protocol=SSL\n");

        export("--client-config=" + config);

        assertThat(properties)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "kafka:1")
                .doesNotContainKey("group.id");
    }

    @Test
    void shouldFailWithAMessageWhenTheTopicIsMissing() {
        assertThat(export()).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("the topic agent.lifecycles could not be read from kafka:1: it does not exist there"
                        + System.lineSeparator());
    }

    @Test
    void shouldLeaveNoFileWhenReadingFails() {
        topic(5, 0);
        consumer.setPollException(new KafkaException("broker gone"));

        assertThat(export()).isEqualTo(1);
        assertThat(err.toString()).contains("broker gone").hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldNameTheLoginWhenReadingIsNotAllowed() {
        topic(5, 0);
        consumer.setPollException(new TopicAuthorizationException("Not authorized"));

        assertThat(export()).isEqualTo(1);
        assertThat(err.toString()).contains("Not authorized", "--data").hasLineCount(1);
    }

    @Test
    void shouldNameTheFileWhenItCannotBeWritten() {
        topic(0, 0);

        assertThat(export("--out=" + directory.resolve("no/such/dir/x"))).isIn(1, 2);
        assertThat(err.toString()).isNotEmpty();
    }

    @Test
    void shouldNameWhatCanBeExported() {
        assertThat(export("--what=everything")).isEqualTo(2);
        assertThat(err.toString()).contains("lifecycles", "workflows");
    }
}
