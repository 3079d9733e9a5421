package io.delegraph.lifecycle.row;

import java.util.Arrays;

/** Bytes that are written one after the other: as {@link java.io.ByteArrayOutputStream}, without its lock around every byte. */
final class ByteSink {
    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** Its low eight bits. */
    void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void putAll(byte[] values) {
        putAll(values, values.length);
    }

    void putAll(ByteSink other) {
        putAll(other.bytes, other.size);
    }

    private void putAll(byte[] values, int count) {
        room(count);
        System.arraycopy(values, 0, bytes, size, count);
        size += count;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
