package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RowKey;
import java.util.BitSet;

/**
 * Which rows of a session the store may have: most calls are new ones, and to look for a row that is not there costs as much as to find
 * one. A kilobyte a session; full after some thousand rows, and then of no use.
 */
final class StoredKeys {
    private static final int LOG_BITS = 13;
    private static final int GOLDEN = 0x9E3779B9;

    private final BitSet bits = new BitSet(1 << LOG_BITS);

    private StoredKeys() {}

    /** Of a session that has none yet. */
    static StoredKeys none() {
        return new StoredKeys();
    }

    /** Of a session that was found in the store. */
    static StoredKeys any() {
        StoredKeys keys = new StoredKeys();
        keys.bits.set(0, 1 << LOG_BITS);
        return keys;
    }

    void add(RowKey key) {
        bits.set(place(key));
    }

    /** False when the key was certainly never added. */
    boolean mayHave(RowKey key) {
        return bits.get(place(key));
    }

    private static int place(RowKey key) {
        return key.hashCode() * GOLDEN >>> Integer.SIZE - LOG_BITS;
    }
}
