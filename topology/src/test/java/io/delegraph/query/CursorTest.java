package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.query.Queries.InvalidCursorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void shouldDecodeWhatItEncoded() {
        Cursor odd = new Cursor(Long.MIN_VALUE, "a:b\0ü\ud83d\ude00", "5:x");

        assertThat(Cursor.decode(odd.encode())).isEqualTo(odd);
        assertThat(odd.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.decode(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "abcd", "MTox", "MTo5OmE", "MTotMTphYg"})
    void shouldRefuseATextThatIsNoCursor(String text) {
        assertThatThrownBy(() -> Cursor.decode(text))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageContaining(text);
    }

    @Test
    void shouldPutTheLatestFirst() {
        Cursor first = new Cursor(2, "b", "");
        Cursor second = new Cursor(1, "a", "");
        Cursor third = new Cursor(1, "a", "x");
        Cursor fourth = new Cursor(1, "b", "");

        assertThat(List.of(fourth, second, third, first).stream().sorted())
                .containsExactly(first, second, third, fourth);
    }
}
