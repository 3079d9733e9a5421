package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.SearchableText;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import org.junit.jupiter.api.Test;

class RestingTextsTest {
    private static final SessionRow BEFORE =
            SessionRow.builder().seen(Sighting.of(1, 1)).build();
    private static final SessionRow AFTER =
            SessionRow.builder().seen(Sighting.of(1, 2)).build();

    private final RestingTexts texts = new RestingTexts(10);

    private static SearchableText text(String text) {
        return new SearchableText(text, true);
    }

    @Test
    void shouldForgetATextWhenTheSessionChanges() {
        texts.put("s1", BEFORE, text("old"));

        assertThat(texts.of("s1", BEFORE)).isEqualTo(text("old"));
        assertThat(texts.of("s1", AFTER)).isNull();
        assertThat(texts.of("s2", BEFORE)).isNull();

        texts.put("s1", AFTER, text("new"));
        assertThat(texts.of("s1", AFTER)).isEqualTo(text("new"));
        assertThat(texts.of("s1", BEFORE)).isNull();
    }

    @Test
    void shouldForgetFirstWhatWasNotAskedForLongest() {
        texts.put("s1", BEFORE, text("12345"));
        texts.put("s2", BEFORE, text("12345"));
        texts.of("s1", BEFORE);
        texts.put("s3", BEFORE, text("1"));

        assertThat(texts.of("s1", BEFORE)).isEqualTo(text("12345"));
        assertThat(texts.of("s2", BEFORE)).isNull();
        assertThat(texts.of("s3", BEFORE)).isEqualTo(text("1"));
    }
}
