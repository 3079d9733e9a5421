package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The message when the program ends by itself: one line that says what to do. */
class UnrecoverableFailureTest {
    private static final Path STATE = Path.of("/data/streams/c1");

    private static Optional<String> of(Throwable failure) {
        return UnrecoverableFailure.describe(failure, STATE);
    }

    private static void assertSays(Throwable failure, String... words) {
        assertThat(of(failure)).get().asString().contains(words).doesNotContain("\n");
    }

    @Test
    void shouldNameTheTopicAndTheOperationThatAreNotAllowed() {
        assertSays(
                new StreamsException(
                        "Error encountered sending record to topic agent.workflows for task 0_1 due to:\n...",
                        new TopicAuthorizationException(Set.of("agent.workflows"))),
                "not allowed to write to topic agent.workflows");
        assertSays(
                new StreamsException(new TopicAuthorizationException(Set.of("agent.hooks"))),
                "not allowed to read topic agent.hooks");
    }

    @Test
    void shouldReportThatALoginWasRefused() {
        assertSays(new StreamsException(new SaslAuthenticationException("bad password")), "login", "bad password");
    }

    @Test
    void shouldReportThatATopicIsGone() {
        assertSays(new MissingSourceTopicException("agent.hooks is missing"), "agent.hooks", "start again");
    }

    @Test
    void shouldNameADamagedDirectoryAndThatItMayBeDeleted() {
        Throwable corrupt = new ProcessorStateException(
                "Error opening store",
                new RocksDBException("bad block", new Status(Status.Code.Corruption, Status.SubCode.None, null)));

        assertSays(corrupt, STATE.toString(), "damaged (bad block)", "delete this directory and start again");
    }

    @Test
    void shouldNameADamagedTopic() {
        assertSays(
                new StreamsException(new KafkaException(
                        "Received exception when fetching the next record",
                        new CorruptRecordException(
                                "Record batch for partition rows-changelog-0 at offset 7 is invalid"))),
                "rows-changelog-0 at offset 7",
                "--data");
    }

    @Test
    void shouldNameAnUnusableDirectory() {
        assertSays(
                new ProcessorStateException("Error", new IOException("No space left on device")),
                STATE.toString(),
                "No space left on device");
    }

    @Test
    void shouldAllowANewThreadWhenTheFailureMayBeTransient() {
        assertThat(of(new StreamsException(new TimeoutException("slow")))).isEmpty();
        assertThat(of(new StreamsException("commit", new KafkaException("fenced"))))
                .isEmpty();
        assertThat(of(new IllegalStateException("unexpected"))).isEmpty();
    }

    @Test
    void shouldEndWhenMemoryIsExhausted() {
        assertSays(new OutOfMemoryError("heap"), "heap");
    }
}
