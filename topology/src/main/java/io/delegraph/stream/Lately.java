package io.delegraph.stream;

import java.util.LinkedHashMap;
import java.util.function.Function;

/**
 * Values of a store that were used lately, so that what is revised again and again is not read and decoded each time. Whoever writes the
 * store writes here too.
 */
final class Lately<K, V> {
    private final int atMost;
    private final LinkedHashMap<K, V> values;

    Lately(int atMost) {
        this.atMost = atMost;
        this.values = new LinkedHashMap<>(16, 0.75f, true);
    }

    V get(K key, Function<K, V> stored) {
        V value = values.get(key);
        if (value == null) {
            value = stored.apply(key);
            put(key, value);
        }
        return value;
    }

    void put(K key, V value) {
        values.put(key, value);
        if (values.size() > atMost) {
            values.pollFirstEntry();
        }
    }
}
