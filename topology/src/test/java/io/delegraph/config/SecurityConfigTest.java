package io.delegraph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.security.rule.PolicyException;
import io.delegraph.security.rule.RuleParameters;
import io.delegraph.security.rule.SecurityPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityConfigTest {
    private static final String NAME = "security-policies.yaml";
    private static final Path BUILT_IN = Path.of("../config", NAME);

    @TempDir
    Path dir;

    private SecurityPolicy policy(String found, String replacement) throws IOException {
        String text = Files.readString(BUILT_IN);
        assertThat(text).contains(found);
        Files.writeString(dir.resolve(NAME), text.replace(found, replacement));
        Files.writeString(dir.resolve("delegraph.yaml"), "topics: {partitions: 1}\n");
        return Settings.load(dir, Map.of()).securityPolicy();
    }

    @Test
    void shouldHaveTheDefaultsOfTheRules() {
        SecurityPolicy policy = Settings.load(null, Map.of()).securityPolicy();

        assertThat(policy.parameters()).isEqualTo(RuleParameters.DEFAULT);
        assertThat(policy.disabled()).isEmpty();
        assertThat(policy.exceptions()).isEmpty();
    }

    @Test
    void shouldReadAnException() throws IOException {
        SecurityPolicy policy = policy(
                "exceptions: []",
                "exceptions:\n  - {id: one, rule: E2, when: {agent-type: reviewer, host: box}, until: 2027-03-01, why: approved}");

        assertThat(policy.exceptions())
                .containsExactly(new PolicyException(
                        "one",
                        "E2",
                        "reviewer",
                        null,
                        null,
                        "box",
                        Instant.parse("2027-03-02T00:00:00Z").toEpochMilli(),
                        "approved"));
    }

    @Test
    void shouldNameTheExceptionsThatHaveEnded() throws IOException {
        SecurityPolicy policy = policy(
                "exceptions: []",
                "exceptions: [{id: old, rule: E2, until: 2026-03-01, why: x}, {id: valid, rule: E2, until: 2027-03-01, why: x}]");

        assertThat(policy.exceptionsEndedBy(
                        Instant.parse("2026-12-01T00:00:00Z").toEpochMilli()))
                .extracting(PolicyException::id)
                .containsExactly("old");
    }

    @Test
    void shouldHaveAnotherVersionOnlyWhenTheMeaningDiffers() throws IOException {
        String before = Settings.load(null, Map.of()).securityPolicy().version();

        assertThat(policy("# What security rules judge.", "# Ours.").version()).isEqualTo(before);
        assertThat(policy("depth: 5", "depth: 6").version()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depth: 5             | depth: 0                                   | limits.depth wants a number from 1
            silence: 9m          | silence: soon                              | limits.silence wants a duration
            limits:              | bounds:                                    | unknown key bounds
            disabled-rules: []   | disabled-rules: [Z9]                       | disabled-rules[0] wants a rule of B1
            exceptions: []       | exceptions: [{id: a, rule: C1, until: 2027-01-01}] | exceptions[0].why wants a text
            exceptions: []       | exceptions: [{id: a, rule: C1, until: soon, why: x}] | exceptions[0].until wants a day
            exceptions: []       | exceptions: [{id: a, rule: C1, until: 2027-01-01, why: x, when: {program: ls}}] | unknown key exceptions[0].when.program
            exceptions: []       | exceptions: [{id: a, rule: C1, until: 2027-01-01, why: x}, {id: a, rule: C2, until: 2027-01-01, why: x}] | exceptions[1].id must differ
            """)
    void shouldNameTheKeyAndTheFileOfAMistake(String found, String replacement, String message) {
        assertThatThrownBy(() -> policy(found, replacement))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(NAME);
    }
}
