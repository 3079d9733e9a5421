package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private static OutboundQueue pending(Duration heartbeat, Duration perSession) {
        FeedLimits plain = FeedLimits.DEFAULT;
        FeedLimits limits = new FeedLimits(
                1, 0, 1_000, plain.missedChanges(), plain.maxIdAge(), heartbeat, perSession, plain.linger());
        return new OutboundQueue("mine", "0", limits);
    }

    private static OutboundQueue pending() {
        return pending(Duration.ofHours(1), Duration.ZERO);
    }

    private static FeedChange change(String session, String event) {
        return new FeedChange(0, 0, session, event);
    }

    private static String session(String id) {
        return "event: session\ndata: {\"session_id\":\"" + id + "\"}\n\n";
    }

    @Test
    void shouldWriteTheIdAfterItsEvents() throws InterruptedException {
        OutboundQueue pending = pending();
        assertThat(pending.take()).isEqualTo("id: 0\n\n");
        pending.add(List.of(change("mine", "<1>"), change("other", "<no>"), change("mine", null)), "1");
        pending.add(List.of(change("mine", "<2>")), "2");

        assertThat(pending.take()).isEqualTo("<1><2>" + session("mine") + session("other") + "id: 2\n\n");
    }

    @Test
    void shouldHoldBackTheIdWithItsSessions() throws InterruptedException {
        OutboundQueue pending = pending(Duration.ofHours(1), Duration.ofMillis(300));
        assertThat(pending.take()).isEqualTo("id: 0\n\n");
        pending.add(List.of(change("mine", "<1>")), "1");

        assertThat(pending.take()).isEqualTo("<1>");
        assertThat(pending.take()).isEqualTo(session("mine") + "id: 1\n\n");
    }

    @Test
    void shouldSendHeartbeats() throws InterruptedException {
        OutboundQueue pending = pending(Duration.ofMillis(1), Duration.ZERO);

        assertThat(pending.take()).isEqualTo("id: 0\n\n");
        assertThat(pending.take()).isEqualTo(":\n\n");
        pending.add(List.of(), "1");
        assertThat(pending.take()).as("moves on without a word").isEqualTo("id: 1\n\n");
    }

    @Test
    void shouldReportWhenTheQueueIsTooLong() throws InterruptedException {
        OutboundQueue pending = pending();

        assertThat(pending.add(List.of(change("mine", "x".repeat(800))), "1")).isTrue();
        assertThat(pending.add(List.of(change("other", "x".repeat(800))), "2")).isTrue();
        assertThat(pending.add(List.of(change("mine", "x".repeat(800))), "3")).isFalse();
        assertThat(pending.take()).hasSizeGreaterThan(1_600);
        assertThat(pending.add(List.of(change("mine", "x".repeat(800))), "4")).isTrue();
    }

    @Test
    void shouldRememberSoManySessionsAndNoMore() throws InterruptedException {
        OutboundQueue pending = pending();
        pending.add(
                IntStream.range(0, 5_000).mapToObj(n -> change("s" + n, null)).toList(), "1");

        assertThat(pending.take().lines().filter(line -> line.startsWith("event")))
                .hasSize(1_000);
    }

    @Test
    void shouldEnd() throws InterruptedException {
        OutboundQueue pending = pending();
        pending.end();

        assertThat(pending.take()).isNull();
    }
}
