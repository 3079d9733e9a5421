package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final List<String> AROUND =
            List.of("", " ", "see ", "the key of notes.txt is ", "(", "\n", "implementation ");

    /** One of each kind; put together here, so that nobody's scanner takes this file for a leak. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN |RSA PRIVATE KEY-----\nMIIEowIBAAKC\n-----END RSA PRIVATE KEY-----",
                "AKIA|ABCDEFGHIJKLMNOP",
                "ASIA|ABCDEFGHIJKLMNOP",
                "gho_|abcdefghijklmnopqrst",
                "ghp_|abcdefghijklmnopqrst",
                "ghu_|abcdefghijklmnopqrst",
                "ghs_|abcdefghijklmnopqrst",
                "ghr_|abcdefghijklmnopqrst",
                "github_pat_|abcdefghijklmnopqrst",
                "glpat-|abcdefghijklmnop",
                "xoxb-|abcdefghij",
                "AIza|abcdefghijklmnopqrstuvwxyzABCDEFGHI",
                "sk_live_|abcdefghij",
                "rk_test_|abcdefghij",
                "npm_|abcdefghijklmnopqrstuvwxyzABCD",
                "sk-|abcdefghijklmnop",
                "eyJ|abcdefgh.abcdefgh.abc",
            })
    void shouldMaskASecretOfEachKindWhateverStandsBeforeIt(String parts) {
        String secret = parts.replace("|", "");
        assertThat(AROUND)
                .allSatisfy(before -> assertThat(Secrets.mask(before + secret)).isEqualTo(before + "[masked]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer ~abcdefghijkl",
                "basic ~abcdefghijkl",
                "https://~dev:hunter2@host",
                "password=~hunter2",
                "API_KEY: ~abcd",
            })
    void shouldMaskWhatIsAnnouncedAsASecret(String parts) {
        String announced = parts.substring(0, parts.indexOf('~'));
        assertThat(Secrets.mask("curl " + parts.replace("~", ""))).startsWith("curl " + announced + "[masked]");
    }

    @Test
    void shouldLeaveNamesAndWordsAsTheyAre() {
        assertThat(List.of(
                        "SessionReducerTest.java",
                        "find what reads the configuration",
                        "task-notification.md",
                        "src_main_java_io_delegraph"))
                .allSatisfy(text -> assertThat(Secrets.mask(text)).isSameAs(text));
    }
}
