package io.delegraph.stream.record;

import io.delegraph.lifecycle.Fact;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A tombstone says in a header why: who counts takes back what never was, and keeps what is only forgotten. */
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
