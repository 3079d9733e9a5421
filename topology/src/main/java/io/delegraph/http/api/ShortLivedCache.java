package io.delegraph.http.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Caches responses for a few seconds, so that several requests of one moment get the same one and agree with each other. The first request
 * computes it and the others wait; a failure is passed to all waiting requests and is not cached.
 */
final class ShortLivedCache<K, V> {
    private static final int MAX_ENTRIES = 32;

    private final Map<K, CachedValue<V>> kept = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final long ttlNanos;

    /** @param ttl how long an answer is kept */
    ShortLivedCache(LongSupplier nanos, Duration ttl) {
        this.nanos = nanos;
        this.ttlNanos = ttl.toNanos();
    }

    V of(K key, Supplier<V> make) {
        long now = nanos.getAsLong();
        kept.values().removeIf(old -> now - old.since > ttlNanos);
        if (kept.size() >= MAX_ENTRIES && !kept.containsKey(key)) {
            return make.get();
        }
        CachedValue<V> mine = new CachedValue<>(now, new CompletableFuture<>());
        CachedValue<V> first = kept.putIfAbsent(key, mine);
        return first == null ? compute(key, mine, make) : first.await();
    }

    private V compute(K key, CachedValue<V> mine, Supplier<V> make) {
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

    private record CachedValue<V>(long since, CompletableFuture<V> value) {
        V await() {
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
