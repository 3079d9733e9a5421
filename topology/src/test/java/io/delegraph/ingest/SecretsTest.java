package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/secrets");
    private static final List<String> AROUND =
            List.of("", " ", "see ", "the key of notes.txt is ", "(", "\n", "implementation ");

    /**
     * A text with a secret.
     *
     * @param kind the rule that finds it
     * @param marked the text, with the secret in {@code «»}
     */
    record Example(String kind, String marked) {
        String text() {
            return marked.replaceAll("[«»]", "");
        }

        String masked() {
            return marked.replaceAll("«[^»]*»", "[masked]");
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    static List<Example> examples() throws IOException {
        try (Stream<String> lines = Files.lines(EXAMPLES.resolve("kinds.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .map(parts ->
                            new Example(parts[0], parts[1].replace("¦", "").replace("\\n", "\n")))
                    .toList();
        }
    }

    static List<String> benign() throws IOException {
        return Files.readAllLines(EXAMPLES.resolve("benign.txt"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldMaskTheSecretAndNoMore(Example example) {
        assertThat(Secrets.mask(example.text())).isEqualTo(example.masked());
        assertThat(Secrets.mask(example.masked())).isEqualTo(example.masked());
    }

    /** Each of these is recognised by itself, whatever precedes it. */
    @ParameterizedTest
    @MethodSource("examples")
    void shouldMaskASecretWhateverStandsBeforeIt(Example example) {
        assertThat(AROUND)
                .allSatisfy(before ->
                        assertThat(Secrets.mask(before + example.text())).isEqualTo(before + example.masked()));
    }

    @Test
    void shouldHaveAnExampleOfEveryRule() throws IOException {
        assertThat(SecretRules.KNOWN.rules())
                .extracting(SecretRules.Rule::name)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        examples().stream().map(Example::kind).distinct().toList());
    }

    /** With wrong marks, a rule would never be applied. */
    @ParameterizedTest
    @MethodSource("examples")
    void shouldFindTheSecretByTheRuleOfItsKind(Example example) {
        SecretRules.Rule rule = SecretRules.KNOWN.rules().stream()
                .filter(candidate -> candidate.name().equals(example.kind()))
                .findFirst()
                .orElseThrow();
        assertThat(rule.mask(example.text(), "[masked]")).isEqualTo(example.masked());
        assertThat(rule.marks()).anySatisfy(mark -> assertThat(example.text()).containsIgnoringCase(mark));
    }

    @ParameterizedTest
    @MethodSource("benign")
    void shouldKeepNamesAndWordsUnchanged(String text) {
        assertThat(Secrets.mask(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD",
                "password",
                "dbPassword",
                "DB_PASS",
                "secret",
                "client_secret",
                "SECRET_KEY_BASE",
                "token",
                "accessToken",
                "x-api-key",
                "STRIPE_KEY",
                "private_key",
                "Authorization",
                "credentials",
                "PASSWORD_2",
            })
    void shouldMaskAnyValueWhenTheFieldNameIsSecret(String name) throws IOException {
        assertThat(masked("{\"%s\":\"x\",\"n\":{\"%s\":[{\"a\":\"two words\"},7,true,null]}}".formatted(name, name)))
                .isEqualTo(json("{\"%s\":\"[masked]\",\"n\":{\"%s\":[{\"a\":\"[masked]\"},\"[masked]\",true,null]}}"
                        .formatted(name, name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input_tokens",
                "totalTokens",
                "token_count",
                "tokenizer",
                "secretary",
                "key",
                "primaryKey",
                "bypass",
                "compass",
                "passed",
                "author",
            })
    void shouldLeaveWhatAnotherFieldHolds(String name) throws IOException {
        String json = "{\"%s\":\"x\",\"n\":[{\"%s\":7}]}".formatted(name, name);
        assertThat(masked(json)).isEqualTo(json(json));
    }

    @Test
    void shouldMaskSecretsInNamesAndLoseNoField() throws IOException {
        String one = "ghp" + "_abcdefghijklmnopqrst";
        String other = "ghp" + "_bcdefghijklmnopqrstu";
        assertThat(masked("{\"a\":1,\"%s\":2,\"%s\":3,\"z\":4}".formatted(one, other))
                        .toString())
                .isEqualTo("{\"a\":1,\"[masked]\":2,\"[masked] 2\":3,\"z\":4}");
    }

    /** Hooks are joined by these ids: masked, two sessions would become one. */
    @ParameterizedTest
    @ValueSource(strings = {"session_id", "agent_id", "tool_use_id", "prompt_id", "transcript_path", "hook_event_name"})
    void shouldNeverTouchWhatHooksAreJoinedBy(String name) throws IOException {
        String id = "ghp" + "_abcdefghijklmnopqrst";
        String hook = "{\"%s\":\"%s\",\"tool_calls\":[{\"%s\":\"%s\"}]}".formatted(name, id, name, id);
        assertThat(masked(hook)).isEqualTo(json(hook));
        assertThat(masked("{\"v\":1,\"hook\":" + hook + "}")).isEqualTo(json("{\"v\":1,\"hook\":" + hook + "}"));
    }

    private static JsonNode masked(String json) throws IOException {
        return Secrets.mask(json(json));
    }

    private static JsonNode json(String json) throws IOException {
        return Json.MAPPER.readTree(json);
    }
}
