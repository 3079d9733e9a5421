package io.delegraph.codec;

import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.AgentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FieldWriter} wrote, field by field in the same order. */
final class FieldReader {
    private final ByteBuffer in;
    private final int version;
    private final long present;
    private int fields;
    private long timeBefore = FieldWriter.EPOCH;

    FieldReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        version = in.get();
        if (version < FieldWriter.OLDEST_VERSION || version > FieldWriter.VERSION) {
            throw new IllegalStateException("a row of version " + version + ", this program reads up to "
                    + FieldWriter.VERSION + ": it was written by a newer one");
        }
        present = unsigned(in);
    }

    private boolean field() {
        return (present & (1L << fields++)) != 0;
    }

    @Nullable
    String text() {
        return field() ? dictionaryText() : null;
    }

    private String dictionaryText() {
        if (version == 1) {
            return text(in);
        }
        long head = unsigned(in);
        return (head & 1) == 1 ? CodecDictionary.word((int) (head >>> 1)) : text(in, (int) (head >>> 1));
    }

    @Nullable
    String id() {
        return field() ? id(in) : null;
    }

    @Nullable
    String hex() {
        return field() ? PackedIds.hex(in, in.get() & 0xFF) : null;
    }

    @Nullable
    Timestamped<String> revision() {
        Long revision = number();
        String value = text();
        return revision == null ? null : new Timestamped<>(revision, CompositeFields.written(value));
    }

    /** An id that version 1 stored as text. */
    @Nullable
    String idOrText() {
        return version == 1 ? text() : id();
    }

    @Nullable
    Long time() {
        return field() ? (Long) nextTime() : null;
    }

    private long nextTime() {
        long time = signed(in) + timeBefore;
        if (version > 1) {
            timeBefore = time;
        }
        return time;
    }

    @Nullable
    Long number() {
        return field() ? (Long) signed(in) : null;
    }

    @Nullable
    Integer integer() {
        return field() ? (Integer) (int) signed(in) : null;
    }

    int count() {
        return field() ? (int) signed(in) : 0;
    }

    @Nullable
    Boolean flag() {
        return field() ? (Boolean) (in.get() == 1) : null;
    }

    <E extends Enum<E>> @Nullable E constant(E[] constants) {
        return field() ? constants[(int) signed(in)] : null;
    }

    @Nullable
    Timestamped<String> stamped() {
        return field() ? new Timestamped<>(nextTime(), dictionaryText()) : null;
    }

    List<Long> numbers() {
        List<Long> values = new ArrayList<>();
        if (field()) {
            for (long left = unsigned(in); left > 0; left--) {
                values.add(signed(in));
            }
        }
        return values;
    }

    static String text(ByteBuffer in) {
        return text(in, (int) unsigned(in));
    }

    private static String text(ByteBuffer in, int bytes) {
        byte[] utf8 = new byte[bytes];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static String id(ByteBuffer in) {
        int form = in.get();
        return switch (form) {
            case FieldWriter.PLAIN -> text(in);
            case FieldWriter.UUID -> {
                String hex = PackedIds.hex(in, 16);
                yield String.join(
                        "-",
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(12, 16),
                        hex.substring(16, 20),
                        hex.substring(20));
            }
            case FieldWriter.AGENT -> "a" + PackedIds.hex(in, 8);
            case FieldWriter.TOOL_USE -> PackedIds.toolUse(in);
            case FieldWriter.ROOT_ID -> AgentId.ROOT;
            default -> throw new IllegalStateException("an id of form " + form);
        };
    }

    static long signed(ByteBuffer in) {
        long value = unsigned(in);
        return (value >>> 1) ^ -(value & 1);
    }

    static long unsigned(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number of more than 64 bits");
    }
}
