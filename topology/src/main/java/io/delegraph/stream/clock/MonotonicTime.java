package io.delegraph.stream.clock;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * A time that advances steadily, whatever the machine's clock is set to: Kafka Streams uses it for commits and punctuations. With the
 * machine's clock, one that was ahead for a while and is set back would stop every punctuation for as long.
 */
public final class MonotonicTime implements Time {
    private final long startedAt = Time.SYSTEM.milliseconds();
    private final long nanosThen = Time.SYSTEM.nanoseconds();

    @Override
    public long milliseconds() {
        return startedAt + (nanoseconds() - nanosThen) / 1_000_000;
    }

    @Override
    public long nanoseconds() {
        return Time.SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long ms) {
        Time.SYSTEM.sleep(ms);
    }

    @Override
    public void waitObject(Object monitor, Supplier<Boolean> condition, long deadline) throws InterruptedException {
        Time.SYSTEM.waitObject(monitor, condition, Time.SYSTEM.milliseconds() + deadline - milliseconds());
    }
}
