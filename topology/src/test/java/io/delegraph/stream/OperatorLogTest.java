package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.delegraph.stream.record.Names;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log of a restoration: progress, without a line for every batch. */
class OperatorLogTest {
    private static final String STORE = Names.ROWS;
    private static final TopicPartition PARTITION = new TopicPartition("changelog", 3);

    private final Logger logger = (Logger) LoggerFactory.getLogger(Restoration.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(1_795_000_000_000L);
    private final Restoration restoration = new Restoration(new Liveness(0), now::get);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void shouldLogProgressEveryFewSecondsForAnyNumberOfBatches() {
        restoration.onRestoreStart(PARTITION, STORE, 0, 1_000);
        for (int batch = 0; batch < 100; batch++) {
            now.addAndGet(100);
            restoration.onBatchRestored(PARTITION, STORE, 10L * batch, 10);
        }
        restoration.onRestoreEnd(PARTITION, STORE, 1_000);

        assertThat(lines())
                .containsExactly(
                        "restoring 1 partitions of stores: 500 of 1000 records (50 %)",
                        "restoring 1 partitions of stores: 1000 of 1000 records (100 %)",
                        "the stores are restored, after 10 s");
    }

    @Test
    void shouldBeSilentWhenNothingTakesLong() {
        restoration.onRestoreStart(PARTITION, STORE, 0, 10);
        restoration.onBatchRestored(PARTITION, STORE, 10, 10);
        restoration.onRestoreEnd(PARTITION, STORE, 10);

        assertThat(lines()).isEmpty();
        assertThat(restoration.now()).isEmpty();
    }

    @Test
    void shouldLogWhenARestorationEndedEarly() {
        restoration.onRestoreStart(PARTITION, STORE, 0, 10);
        restoration.onRestoreSuspended(PARTITION, STORE, 4);

        assertThat(lines())
                .containsExactly("restoration of " + STORE
                        + ", partition 3, ended early after 4 records: its task moved or was closed");
    }
}
