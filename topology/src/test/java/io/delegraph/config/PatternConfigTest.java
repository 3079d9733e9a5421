package io.delegraph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternConfigTest {
    private static final String PATTERNS = "delegation-patterns.yaml";
    private static final String TYPES = "agent-types.yaml";
    private static final String GOOD =
            "{overlap: 0.1, wave: {stages: 2, agents: 2}, loop: {repeats: 3, rounds: 2, resumes: 1},"
                    + " resource-allocation: {low: {tool-calls: 12, run-time: 1m}, high: {tool-calls: 30, run-time: 4m}},"
                    + " verbs: {analysis: [find], implementation: [fix], validation: [test], coordination: [lead]},"
                    + " stopwords: [the]}";

    @TempDir
    Path dir;

    @Test
    void shouldHaveBuiltInFiles() {
        assertThat(Settings.load(null, Map.of()).analysis()).isNotNull();
    }

    @Test
    void shouldTakeAUsersFile() throws IOException {
        Files.writeString(dir.resolve(PATTERNS), GOOD);

        assertThat(PatternConfig.read(dir)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "overlap: 0.1|overlap: 2|overlap wants a share, 0 to 1, found 2",
                "overlap: 0.1|overlaps: 1|unknown key overlaps",
                "stages: 2|stages: 1|wave.stages wants a number from 2 to 1000000, found 1",
                "repeats: 3|repeats: often|loop.repeats wants a number from 2 to 1000000, found \"often\"",
                "rounds: 2,||loop.rounds wants a number from 2 to 1000000, found nothing",
                "run-time: 1m|run-time: soon|resource-allocation.low.run-time wants a duration such as 90s, found \"soon\"",
                "tool-calls: 30|tool-calls: 0|resource-allocation.high.tool-calls wants a number from 1 to 1000000, found 0",
                "tool-calls: 30|tool-calls: 12|resource-allocation.high.tool-calls wants more than low's 12, found 12",
                "run-time: 4m|run-time: 30s|resource-allocation.high.run-time wants more than low's, found \"30s\"",
                "[fix]|[fix, find]|verbs.implementation has 'find', which stands elsewhere too",
                "[lead]|lead|verbs.coordination wants a list, found \"lead\"",
                "[the]|[1]|stopwords[0] wants a text, found 1"
            })
    void shouldNameTheKeyOfAPatternThatIsWrong(String good, String bad, String message) throws IOException {
        Files.writeString(dir.resolve(PATTERNS), GOOD.replace(good, bad == null ? "" : bad));

        assertThatThrownBy(() -> PatternConfig.read(dir))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(dir.resolve(PATTERNS).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{types: []}|other wants keys and values, found nothing",
                "{types: [{match: dev}]}|types[0].match wants a list, found \"dev\"",
                "{types: [{match: [dev], speciality: x}]}|unknown key types[0].speciality",
                "{types: [{match: [dev]}]}|types[0].specialization wants a text, found nothing",
                "{types: [{match: [dev], specialization: x, capabilities: [], expects: wonders}]}|types[0].expects wants one of analysis, implementation, validation, coordination, found \"wonders\"",
                "{types: [{match: [dev], specialization: x, capabilities: [], binding: maybe}]}|types[0].binding wants true or false, found \"maybe\"",
                "{types: [], other: {match: [x]}}|unknown key other.match",
                "{kinds: []}|unknown key kinds"
            })
    void shouldNameTheKeyOfATypeThatIsWrong(String yaml, String message) throws IOException {
        Files.writeString(dir.resolve(TYPES), yaml);

        assertThatThrownBy(() -> PatternConfig.read(dir))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(dir.resolve(TYPES).toString());
    }
}
