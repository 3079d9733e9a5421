package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShortLivedCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final ShortLivedCache<String, Integer> snapshots =
            new ShortLivedCache<>(nanos::get, Duration.ofSeconds(10));

    private int ask(String key) {
        return snapshots.of(key, made::incrementAndGet);
    }

    @Test
    void shouldKeepAnAnswerForSecondsOnly() {
        assertThat(ask("a")).isEqualTo(1);
        assertThat(ask("a")).isEqualTo(1);
        assertThat(ask("b")).isEqualTo(2);

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(ask("a")).isEqualTo(3);
    }

    @Test
    void shouldMakeAnAnswerOnceForAllWhoAskAtOnce() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> snapshots.of("a", () -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 7;
        }));
        asked.await();
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> ask("a"));
        go.countDown();

        assertThat(first.join()).isEqualTo(7);
        assertThat(second.join()).isEqualTo(7);
        assertThat(made).hasValue(0);
    }

    @Test
    void shouldNotKeepAFailure() {
        assertThatThrownBy(() -> snapshots.of("a", () -> {
                    throw new IllegalStateException("moving");
                }))
                .hasMessage("moving");
        assertThat(ask("a")).isEqualTo(1);
    }

    @Test
    void shouldKeepNoMoreThanAFew() {
        for (int i = 0; i < 1_000; i++) {
            ask("key " + i);
        }
        assertThat(ask("key 0")).isEqualTo(1);
        assertThat(ask("key 999")).isEqualTo(1_001);
    }
}
