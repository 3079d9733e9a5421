package io.delegraph.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link PackedWriter} wrote, in the same order. */
public final class PackedReader {
    private final ByteBuffer in;

    public PackedReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    public int oneByte() {
        return in.get();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalStateException("a number of more than 64 bits");
    }

    int count() {
        return (int) number();
    }

    public long sortableLong() {
        return in.getLong();
    }

    public String text() {
        int length = count();
        if (length < 0 || length > in.remaining()) {
            // not written by this program: it must not be read as a text of two gigabytes
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
