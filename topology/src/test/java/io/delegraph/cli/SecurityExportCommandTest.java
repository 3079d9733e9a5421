package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SecurityExportCommandTest {
    private static final String TOPIC = "agent.findings.ocsf";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);

    @TempDir
    private Path directory;

    /** Its records have their offsets as times. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
            times.forEach((partition, time) -> {
                asked.add(time);
                offsets.put(partition, partition.equals(P0) ? new OffsetAndTimestamp(1, time) : null);
            });
            return offsets;
        }
    };

    private final List<Long> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int export(OutputStream stdout, String... more) {
        String[] args = Stream.concat(Stream.of("--format=ocsf", "--bootstrap-servers=kafka:1"), Stream.of(more))
                .toArray(String[]::new);
        return new CommandLine(new SecurityExportCommand(
                        new StateDirectory(directory.resolve("state")), given -> consumer, new PrintStream(stdout)))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
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

    private void records(TopicPartition partition, long first, String... values) {
        for (int i = 0; i < values.length; i++) {
            consumer.addRecord(new ConsumerRecord<>(
                    TOPIC,
                    partition.partition(),
                    first + i,
                    "s1/a".getBytes(StandardCharsets.UTF_8),
                    values[i].getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void shouldWriteEveryRecordUpToTheEnd() {
        topic(2, 1);
        consumer.schedulePollTask(() -> records(P0, 0, "{\"n\":1}", "{\"n\":\"ü\"}", "{\"n\":\"later\"}"));
        consumer.schedulePollTask(() -> records(P1, 0, "{\"n\":3}"));

        assertThat(export(out)).isZero();
        assertThat(written()).isEqualTo("{\"n\":1}\n{\"n\":\"ü\"}\n{\"n\":3}\n");
        assertThat(err.toString()).isEqualTo("3 events" + System.lineSeparator());
    }

    @Test
    void shouldLeaveOutWhatWasWrittenBefore() {
        topic(2, 1);
        consumer.schedulePollTask(() -> records(P0, 0, "{\"n\":1}", "{\"n\":2}"));
        consumer.schedulePollTask(() -> records(P1, 0, "{\"n\":3}"));

        assertThat(export(out, "--since=2026-01-31T08:00:00Z")).isZero();
        assertThat(written()).isEqualTo("{\"n\":2}\n");
        assertThat(asked).containsOnly(1_769_846_400_000L);
    }

    @Test
    void shouldGoOnWithWhatComesLater() {
        topic(1, 0);
        consumer.schedulePollTask(() -> records(P0, 0, "{\"n\":1}"));
        consumer.schedulePollTask(() -> records(P1, 0, "{\"n\":2}"));
        consumer.schedulePollTask(() -> records(P0, 1, "{\"n\":3}"));
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("the test is over")));

        assertThat(export(out, "--follow")).isOne();
        assertThat(written()).isEqualTo("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
        assertThat(err.toString()).contains("1 events; waits for more", "the test is over");
    }

    @Test
    void shouldSayThatTheTopicIsMissing() {
        assertThat(export(out)).isOne();
        assertThat(err.toString())
                .isEqualTo("the topic agent.findings.ocsf could not be read from kafka:1: it does not exist there"
                        + System.lineSeparator());
    }

    @Test
    void shouldEndWhenNobodyReadsItsOutput() {
        topic(1, 0);
        consumer.schedulePollTask(() -> records(P0, 0, "{\"n\":1}"));
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        };

        assertThat(export(closed, "--follow")).isOne();
        assertThat(err.toString()).contains("writing stdout failed").hasLineCount(1);
    }
}
