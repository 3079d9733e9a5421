package io.delegraph.lifecycle.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the fields of a row: a version byte, a bit per field that tells whether it is there, then those that are. A later version
 * appends fields; a reader of an older row finds their bits unset.
 */
final class FieldWriter {
    static final int VERSION = 1;

    /** Times are kept from here on: they take 6 bytes instead of 9. 2020-01-01T00:00:00Z. */
    static final long EPOCH = 1_577_836_800_000L;

    static final int PLAIN = 0;
    static final int UUID = 1;
    static final int AGENT = 2;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(96);
    private long present;
    private int fields;

    private boolean field(Object value) {
        boolean there = value != null;
        if (there) {
            present |= 1L << fields;
        }
        fields++;
        return there;
    }

    FieldWriter text(String value) {
        if (field(value)) {
            text(body, value);
        }
        return this;
    }

    FieldWriter id(String value) {
        if (field(value)) {
            id(body, value);
        }
        return this;
    }

    FieldWriter time(Long value) {
        if (field(value)) {
            signed(body, value - EPOCH);
        }
        return this;
    }

    FieldWriter number(Number value) {
        if (field(value)) {
            signed(body, value.longValue());
        }
        return this;
    }

    /** Absent when zero. */
    FieldWriter count(int value) {
        return number(value == 0 ? null : (Integer) value);
    }

    FieldWriter flag(Boolean value) {
        if (field(value)) {
            body.write(value ? 1 : 0);
        }
        return this;
    }

    // the ordinals are pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    FieldWriter constant(Enum<?> value) {
        return number(value == null ? null : (Integer) value.ordinal());
    }

    FieldWriter stamped(Stamped<String> value) {
        if (field(value)) {
            signed(body, value.at() - EPOCH);
            text(body, value.value());
        }
        return this;
    }

    FieldWriter numbers(List<Long> values) {
        if (field(values.isEmpty() ? null : values)) {
            unsigned(body, values.size());
            values.forEach(value -> signed(body, value));
        }
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.size() + 6);
        all.write(VERSION);
        unsigned(all, present);
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    static void text(ByteArrayOutputStream out, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        unsigned(out, utf8.length);
        out.writeBytes(utf8);
    }

    /** The ids that the client makes take 16 and 8 bytes instead of 36 and 17. */
    static void id(ByteArrayOutputStream out, String value) {
        if (uuid(value)) {
            out.write(UUID);
            hex(out, value, 0);
        } else if (agent(value)) {
            out.write(AGENT);
            hex(out, value, 1);
        } else {
            out.write(PLAIN);
            text(out, value);
        }
    }

    // by hand: every key of every row passes here, a regular expression took longer than the rest of the row
    private static boolean uuid(String value) {
        if (value.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? value.charAt(i) != '-' : digit(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean agent(String value) {
        if (value.length() != 17 || value.charAt(0) != 'a') {
            return false;
        }
        for (int i = 1; i < 17; i++) {
            if (digit(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void hex(ByteArrayOutputStream out, String value, int from) {
        int high = -1;
        for (int i = from; i < value.length(); i++) {
            int digit = digit(value.charAt(i));
            if (digit >= 0 && high >= 0) {
                out.write(high << 4 | digit);
                high = -1;
            } else if (digit >= 0) {
                high = digit;
            }
        }
    }

    /** Of a lower-case hexadecimal digit; -1 for anything else. */
    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    static void signed(ByteArrayOutputStream out, long value) {
        unsigned(out, (value << 1) ^ (value >> 63));
    }

    static void unsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
