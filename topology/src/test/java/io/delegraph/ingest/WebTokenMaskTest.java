package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebTokenMaskTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLXBhcnQ";

    @ParameterizedTest
    @ValueSource(strings = {"run %s now", "%s", "x-%s", "{\"a\":\"%s\"}", "h=%s;"})
    void shouldMaskAJsonWebTokenWhereverItStands(String text) {
        assertThat(Secrets.mask(text.formatted(TOKEN))).isEqualTo(text.formatted("[masked]"));
    }
}
