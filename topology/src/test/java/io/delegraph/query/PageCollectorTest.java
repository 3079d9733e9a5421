package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.stream.core.SessionIndex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Pages over the sessions of one partition, of which only so many may be looked through at a time. */
class PageCollectorTest {
    private static final long MINUTE = 60_000;

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("index"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private int looked;

    PageCollectorTest() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    /** Seen in that minute, at the second that its number says. */
    private void seen(int minute, int session) {
        byte[] id = id(session).getBytes(StandardCharsets.UTF_8);
        store.put(
                Bytes.wrap(ByteBuffer.allocate(9 + id.length)
                        .put((byte) 'S')
                        .putLong(~(long) minute)
                        .put(id)
                        .array()),
                new byte[] {1});
    }

    private static String id(int session) {
        return "s%03d".formatted(session);
    }

    private static List<SessionSummary> summary(SessionIndex.ListedSession session) {
        int number = Integer.parseInt(session.sessionId().substring(1));
        return List.of(SampleRecords.session(session.sessionId(), session.minute() * MINUTE + number));
    }

    private Queries.Page<SessionSummary> page(int limit, int maxScanned, String cursor, String only) {
        Cursor after = Cursor.decode(cursor);
        PageCollector<SessionSummary> list = new PageCollector<>(limit, after, Cursor::of, maxScanned);
        list.read(new SessionIndex(store), after == null ? Long.MAX_VALUE : after.lastSeenAt(), 0, session -> {
            looked++;
            return only == null || session.sessionId().equals(only) ? summary(session) : List.of();
        });
        return list.page(List.of());
    }

    private List<String> all(int limit, int maxScanned, String only) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Queries.Page<SessionSummary> page = page(limit, maxScanned, cursor, only);
            page.items().forEach(item -> ids.add(item.sessionId()));
            cursor = page.next();
        } while (cursor != null && ++pages < 100);
        return ids;
    }

    @Test
    void shouldLookThroughSoManySessionsAtATimeAndMissNone() {
        IntStream.range(0, 40).forEach(session -> seen(1 + session / 4, session));

        assertThat(page(100, 10, null, id(0)).items()).isEmpty();
        assertThat(looked).as("to the end of the minute of the tenth").isEqualTo(12);
        assertThat(all(100, 10, id(0))).containsExactly(id(0));
        assertThat(all(7, 10, null)).hasSize(40).doesNotHaveDuplicates().startsWith(id(39), id(38));
    }

    @Test
    void shouldGetBeyondAMinuteThatHasMoreSessionsThanAreLookedThroughAtATime() {
        IntStream.range(0, 30).forEach(session -> seen(5, session));
        seen(4, 100);

        assertThat(all(100, 10, id(100))).containsExactly(id(100));
        assertThat(all(8, 10, null)).hasSize(31).doesNotHaveDuplicates().endsWith(id(100));
    }
}
