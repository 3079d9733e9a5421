package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import org.junit.jupiter.api.Test;

class RestingTextsTest {
    private static final SessionRow BEFORE =
            SessionRow.builder().seen(Sighting.of(1, 1)).build();
    private static final SessionRow AFTER =
            SessionRow.builder().seen(Sighting.of(1, 2)).build();

    private final RestingTexts texts = new RestingTexts(10);

    @Test
    void shouldForgetATextWhenTheSessionChanges() {
        texts.put("s1", BEFORE, "old");

        assertThat(texts.of("s1", BEFORE)).isEqualTo("old");
        assertThat(texts.of("s1", AFTER)).isNull();
        assertThat(texts.of("s2", BEFORE)).isNull();

        texts.put("s1", AFTER, "new");
        assertThat(texts.of("s1", AFTER)).isEqualTo("new");
        assertThat(texts.of("s1", BEFORE)).isNull();
    }

    @Test
    void shouldForgetFirstWhatWasNotAskedForLongest() {
        texts.put("s1", BEFORE, "12345");
        texts.put("s2", BEFORE, "12345");
        texts.of("s1", BEFORE);
        texts.put("s3", BEFORE, "1");

        assertThat(texts.of("s1", BEFORE)).isEqualTo("12345");
        assertThat(texts.of("s2", BEFORE)).isNull();
        assertThat(texts.of("s3", BEFORE)).isEqualTo("1");
    }
}
