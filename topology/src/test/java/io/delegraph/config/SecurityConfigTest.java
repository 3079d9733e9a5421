package io.delegraph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.schemas.security.Severity;
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
                .containsExactly(PolicyException.builder()
                        .id("one")
                        .rule("E2")
                        .agentType("reviewer")
                        .host("box")
                        .until(Instant.parse("2027-03-02T00:00:00Z").toEpochMilli())
                        .why("approved")
                        .build());
    }

    @Test
    void shouldReadSeveritiesAndDoWithoutThem() throws IOException {
        assertThat(policy("severities: {}", "severities: {D3: high, B2: low}").severities())
                .isEqualTo(Map.of("D3", Severity.HIGH, "B2", Severity.LOW));
        assertThat(policy("severities: {}", "").severities()).isEmpty();
    }

    @Test
    void shouldReadWhichTypesMayAskForWhich() throws IOException {
        RuleParameters parameters = policy("delegates-to: {}", "delegates-to: {lead: [worker], reviewer: []}")
                .parameters();

        assertThat(parameters.mayDelegate("lead", "worker")).isTrue();
        assertThat(parameters.mayDelegate("lead", "Explore")).isFalse();
        assertThat(parameters.mayDelegate("reviewer", "Explore")).isFalse();
        assertThat(parameters.mayDelegate("worker", "lead")).isTrue();
        assertThat(parameters.mayDelegate("Explore", "worker")).isFalse();
        assertThat(parameters.mayDelegate("Explore", "Plan")).isTrue();
        assertThat(parameters.mayDelegate(null, "lead")).isTrue();
        assertThat(policy("delegates-to: {}", "").parameters()).isEqualTo(RuleParameters.DEFAULT);
    }

    @Test
    void shouldReadAnyFileAndNameItInAnError() throws IOException {
        Path file = Files.writeString(
                dir.resolve("ours.yaml"), Files.readString(BUILT_IN).replace("depth: 5", "depth: 6"));
        assertThat(Settings.securityPolicy(file).parameters().depth()).isEqualTo(6);

        Files.writeString(file, Files.readString(BUILT_IN).replace("severities: {}", "severities: {C1: huge}"));
        assertThatThrownBy(() -> Settings.securityPolicy(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("severities.C1 wants one of low, medium, high, critical")
                .hasMessageContaining(file.toString());
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
            severities: {}       | severities: {Z9: low}                      | unknown key severities.Z9
            severities: {}       | severities: [C1]                           | severities wants keys and values
            severities: {}       | severities: {C1: 3}                        | severities.C1 wants one of low
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
