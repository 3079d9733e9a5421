package io.delegraph.query;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers that are kept for a few seconds, so that several questions of one moment get the same one: what one of them names, the others
 * have. Whoever asks first makes it, the others wait for it; a failure is everybody's who waited, and is not kept.
 */
final class Snapshots<K, V> {
    private static final long KEPT = Duration.ofSeconds(10).toNanos();
    private static final int MOST = 32;

    private final Map<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    Snapshots(LongSupplier nanos) {
        this.nanos = nanos;
    }

    V of(K key, Supplier<V> make) {
        long now = nanos.getAsLong();
        kept.values().removeIf(old -> now - old.since > KEPT);
        if (kept.size() >= MOST && !kept.containsKey(key)) {
            return make.get();
        }
        Kept<V> mine = new Kept<>(now, new CompletableFuture<>());
        Kept<V> first = kept.putIfAbsent(key, mine);
        return first == null ? made(key, mine, make) : first.waited();
    }

    private V made(K key, Kept<V> mine, Supplier<V> make) {
        try {
            V value = make.get();
            mine.value.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            kept.remove(key, mine);
            mine.value.completeExceptionally(e);
            throw e;
        }
    }

    private record Kept<V>(long since, CompletableFuture<V> value) {
        V waited() {
            try {
                return value.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
        }
    }
}
