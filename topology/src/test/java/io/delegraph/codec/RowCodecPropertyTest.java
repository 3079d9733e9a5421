package io.delegraph.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowCodecPropertyTest {
    @Provide
    Arbitrary<Row> rows() {
        return RowArbitraries.rows();
    }

    @Provide
    Arbitrary<String> ids() {
        return RowArbitraries.ids();
    }

    @Property
    void shouldReadWhatItWrote(@ForAll("rows") Row row, @ForAll("ids") String session) {
        byte[] key = new KeyCodec(session).write(row.key());

        assertThat(KeyCodec.read(key)).isEqualTo(row.key());
        assertThat(RowCodec.read(key, RowCodec.write(row))).isEqualTo(row);
    }

    @Property
    void shouldKeepTheRowsOfSessionsApart(
            @ForAll("rows") Row row, @ForAll("ids") String session, @ForAll("ids") String other) {
        Assume.that(!session.equals(other));
        byte[] key = new KeyCodec(session).write(row.key());

        assertThat(startsWith(key, new KeyCodec(session).prefix())).isTrue();
        assertThat(startsWith(key, new KeyCodec(other).prefix())).isFalse();
    }

    @Property
    void shouldReadATreeWithoutItsToolCallsWaitsShellsAndTexts(@ForAll("rows") Row row, @ForAll("ids") String session) {
        byte[] key = new KeyCodec(session).write(row.key());
        boolean core = Arrays.compareUnsigned(new KeyCodec(session).coreStart(), key) <= 0
                && Arrays.compareUnsigned(key, new KeyCodec(session).coreEnd()) < 0;

        assertThat(core)
                .isEqualTo(!(row instanceof ToolRow)
                        && !(row instanceof WaitRow)
                        && !(row instanceof ShellRow)
                        && !(row instanceof TextRow));
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix);
    }
}
