package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.RowKey;
import java.util.BitSet;

/**
 * A Bloom filter of a session's row keys. Most calls are new, and a lookup of a missing row costs as much as one of an existing row. It
 * takes a kilobyte per session and is saturated, and then useless, after some thousand rows.
 */
final class RowKeyFilter {
    private static final int LOG2_BITS = 13;
    private static final int HASH_MULTIPLIER = 0x9E3779B9;

    private final BitSet bits = new BitSet(1 << LOG2_BITS);

    private RowKeyFilter() {}

    /** The filter of a session without rows. */
    static RowKeyFilter empty() {
        return new RowKeyFilter();
    }

    /** The filter of a session whose rows are in the store: it excludes no key. */
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
