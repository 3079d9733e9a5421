package io.delegraph.stream.record;

import io.delegraph.lifecycle.Fact;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Tombstones with a reason in a header. Consumers that count take back what was replaced, and keep what only expired. */
public final class Tombstones {
    /** {@code replaced} or {@code retention}. */
    static final String REASON_HEADER = "delegraph.gone";

    private Tombstones() {}

    public static Headers headers(Fact.RemovalReason why) {
        String word = switch (why) {
            case REPLACED -> "replaced";
            case RETENTION -> "retention";
        };
        return new RecordHeaders().add(REASON_HEADER, word.getBytes(StandardCharsets.UTF_8));
    }
}
