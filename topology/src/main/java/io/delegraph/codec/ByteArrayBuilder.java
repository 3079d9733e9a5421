package io.delegraph.codec;

import java.util.Arrays;

/** A growing byte array: like {@link java.io.ByteArrayOutputStream}, without its lock around every byte. */
final class ByteArrayBuilder {
    private byte[] bytes;
    private int size;

    ByteArrayBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    /** Appends the low eight bits. */
    void put(int value) {
        ensureCapacity(1);
        bytes[size++] = (byte) value;
    }

    void putAll(byte[] values) {
        putAll(values, values.length);
    }

    void putAll(ByteArrayBuilder other) {
        putAll(other.bytes, other.size);
    }

    private void putAll(byte[] values, int count) {
        ensureCapacity(count);
        System.arraycopy(values, 0, bytes, size, count);
        size += count;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensureCapacity(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
