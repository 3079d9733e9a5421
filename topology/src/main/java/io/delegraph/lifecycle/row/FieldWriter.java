package io.delegraph.lifecycle.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

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

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern AGENT_FORM = Pattern.compile("a[0-9a-f]{16}");

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
        if (UUID_FORM.matcher(value).matches()) {
            out.write(UUID);
            out.writeBytes(HexFormat.of().parseHex(value.replace("-", "")));
        } else if (AGENT_FORM.matcher(value).matches()) {
            out.write(AGENT);
            out.writeBytes(HexFormat.of().parseHex(value, 1, value.length()));
        } else {
            out.write(PLAIN);
            text(out, value);
        }
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
