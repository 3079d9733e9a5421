package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RowKey;
import java.util.BitSet;

/**
 * Which rows of a session the store may have: most calls are new ones, and to look for a row that is not there costs as much as to find
 * one. A kilobyte a session; full after some thousand rows, and then of no use.
 */
final class RowKeyFilter {
    private static final int LOG2_BITS = 13;
    private static final int HASH_MULTIPLIER = 0x9E3779B9;

    private final BitSet bits = new BitSet(1 << LOG2_BITS);

    private RowKeyFilter() {}

    /** Of a session that has none yet. */
    static RowKeyFilter empty() {
        return new RowKeyFilter();
    }

    /** Of a session that was found in the store. */
    static RowKeyFilter full() {
        RowKeyFilter keys = new RowKeyFilter();
        keys.bits.set(0, 1 << LOG2_BITS);
        return keys;
    }

    void add(RowKey key) {
        bits.set(bitIndex(key));
    }

    /** False when the key was certainly never added. */
    boolean mightContain(RowKey key) {
        return bits.get(bitIndex(key));
    }

    private static int bitIndex(RowKey key) {
        return key.hashCode() * HASH_MULTIPLIER >>> Integer.SIZE - LOG2_BITS;
    }
}
