package io.delegraph.codec;

import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.AgentId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a row: a version byte, a bit per field that is set when the field is present, then the present fields. A later
 * version appends fields; a reader of an older row finds their bits unset.
 */
final class FieldWriter {
    static final int VERSION = 2;

    /** The oldest version that can still be read: it stored every time as the difference to {@link #EPOCH}, and every text in full. */
    static final int OLDEST_VERSION = 1;

    /**
     * The first time of a row is stored as the difference to this one, each later one as the difference to the one before.
     * 2020-01-01T00:00:00Z.
     */
    static final long EPOCH = 1_577_836_800_000L;

    static final int PLAIN = 0;
    static final int UUID = 1;
    static final int AGENT = 2;
    static final int TOOL_USE = 3;
    static final int ROOT_ID = 4;

    private final ByteArrayBuilder body = new ByteArrayBuilder(128);
    private long present;
    private int fields;
    private long timeBefore = EPOCH;

    /** Records whether the next field is present. */
    private void nextField(boolean isPresent) {
        if (isPresent) {
            present |= 1L << fields;
        }
        fields++;
    }

    FieldWriter text(@Nullable String value) {
        nextField(value != null);
        if (value != null) {
            dictionaryText(value);
        }
        return this;
    }

    /** A leading number is either the word's number in the dictionary or the number of bytes that follow. */
    private void dictionaryText(String value) {
        int number = CodecDictionary.number(value);
        if (number >= 0) {
            unsigned(body, (long) number << 1 | 1);
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            unsigned(body, (long) utf8.length << 1);
            body.putAll(utf8);
        }
    }

    /** An id. The root takes one byte because it is the parent of most agents. In keys, which must not change, it is written in full. */
    FieldWriter id(@Nullable String value) {
        nextField(value != null);
        if (value != null) {
            if (value.equals(AgentId.ROOT)) {
                body.put(ROOT_ID);
            } else {
                id(body, value);
            }
        }
        return this;
    }

    /** A value with the revision of a guess, which is not a time. */
    FieldWriter revision(@Nullable Timestamped<String> value) {
        return number(value == null ? null : (Long) value.at()).text(Timestamped.valueOf(value));
    }

    /** An even number of lower-case hexadecimal digits, two per byte; at most 510. */
    FieldWriter hex(@Nullable String value) {
        nextField(value != null);
        if (value != null) {
            body.put(value.length() / 2);
            PackedIds.hex(body, value, 0);
        }
        return this;
    }

    FieldWriter time(@Nullable Long value) {
        nextField(value != null);
        if (value != null) {
            time(value.longValue());
        }
        return this;
    }

    private void time(long value) {
        signed(body, value - timeBefore);
        timeBefore = value;
    }

    FieldWriter number(@Nullable Number value) {
        nextField(value != null);
        if (value != null) {
            signed(body, value.longValue());
        }
        return this;
    }

    /** A count; zero is absent. */
    FieldWriter count(int value) {
        return number(value == 0 ? null : (Integer) value);
    }

    FieldWriter flag(@Nullable Boolean value) {
        nextField(value != null);
        if (value != null) {
            body.put(value ? 1 : 0);
        }
        return this;
    }

    // the ordinals are pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    FieldWriter constant(@Nullable Enum<?> value) {
        return number(value == null ? null : (Integer) value.ordinal());
    }

    FieldWriter stamped(@Nullable Timestamped<String> value) {
        nextField(value != null);
        if (value != null) {
            time(value.at());
            dictionaryText(value.value());
        }
        return this;
    }

    FieldWriter numbers(List<Long> values) {
        nextField(!values.isEmpty());
        if (!values.isEmpty()) {
            unsigned(body, values.size());
            values.forEach(value -> signed(body, value));
        }
        return this;
    }

    byte[] bytes() {
        ByteArrayBuilder all = new ByteArrayBuilder(body.size() + 10);
        all.put(VERSION);
        unsigned(all, present);
        all.putAll(body);
        return all.bytes();
    }

    static void text(ByteArrayBuilder out, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        unsigned(out, utf8.length);
        out.putAll(utf8);
    }

    /** An id. The ids that the client and its model generate take 17, 9 and 18 bytes instead of 38, 19 and 32. */
    static void id(ByteArrayBuilder out, String value) {
        if (PackedIds.uuid(value)) {
            out.put(UUID);
            PackedIds.hex(out, value, 0);
        } else if (PackedIds.agent(value)) {
            out.put(AGENT);
            PackedIds.hex(out, value, 1);
        } else if (PackedIds.toolUse(value)) {
            out.put(TOOL_USE);
            PackedIds.letters(out, value);
        } else {
            out.put(PLAIN);
            text(out, value);
        }
    }

    static void signed(ByteArrayBuilder out, long value) {
        unsigned(out, (value << 1) ^ (value >> 63));
    }

    static void unsigned(ByteArrayBuilder out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((int) rest);
    }
}
