package io.delegraph.stream;

import io.delegraph.lifecycle.Fact;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A tombstone says in a header why: who counts takes back what never was, and keeps what is only forgotten. */
final class Tombstones {
    /** {@code replaced} or {@code retention}. */
    static final String WHY = "delegraph.gone";

    private Tombstones() {}

    static Headers headers(Fact.Why why) {
        String word = switch (why) {
            case REPLACED -> "replaced";
            case RETENTION -> "retention";
        };
        return new RecordHeaders().add(WHY, word.getBytes(StandardCharsets.UTF_8));
    }
}
