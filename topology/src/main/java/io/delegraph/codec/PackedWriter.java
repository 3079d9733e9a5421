package io.delegraph.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers in as few bytes as they need, and texts with their length in front. */
public final class PackedWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    public PackedWriter oneByte(int value) {
        out.write(value);
        return this;
    }

    PackedWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** Eight bytes that sort like the numbers, as long as these are not negative. */
    public PackedWriter sortableLong(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    public PackedWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
