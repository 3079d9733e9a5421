package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's messages when it cannot play or compare; tests of the whole program cover both. */
class DemoCommandTest {
    @TempDir
    Path dir;

    private int call(String... args) {
        CommandCall call = new CommandCall(dir.resolve("state"));
        int exit = call.run(args);
        err = call.err();
        return exit;
    }

    private String err = "";

    @ParameterizedTest
    @CsvSource({
        "--rate, 0, '--rate wants more than 0 and at most 1000 sessions a minute, not 0.0'",
        "--speed, 1000, '--speed wants 0.1 to 100, not 1000.0'",
        "--sessions, 0, '--sessions wants at least 1, not 0'",
        "--incidents, 2, '--incidents wants a share from 0 to 1, not 2.0'",
        "--for, soon, '--for wants a duration such as 90s or 10m, not soon'",
    })
    void shouldNameTheInvalidSetting(String option, String value, String line) {
        assertThat(call("demo", option, value)).isEqualTo(2);
        assertThat(err).isEqualTo(line + "; see delegraph demo --help\n");
    }

    @Test
    void shouldFailBeforeConnectingWhenTheTruthCannotBeWritten() {
        Path file = dir.resolve("missing/truth.jsonl");

        assertThat(call("demo", "--data", dir.toString(), "--truth", file.toString()))
                .isOne();
        assertThat(err).isEqualTo("--truth " + file + " cannot be written: its directory does not exist\n");
    }

    @Test
    void shouldNameTheLineThatIsNoLabel() throws IOException {
        Path file = dir.resolve("truth.jsonl");
        Files.writeString(file, "{\"fact\":\"type\",\"value\":\"Explore\",\"knowable\":false}\n{}\n");

        assertThat(call("demo", "--check", file.toString())).isOne();
        assertThat(err).isEqualTo("--check " + file + " cannot be read: line 2 is no label\n");
    }

    @Test
    void shouldRefuseToPlayAndToCompareAtOnce() {
        assertThat(call("demo", "--check", "truth.jsonl", "--seed", "1")).isEqualTo(2);
        assertThat(err).isEqualTo("--check plays nothing: leave the demo's options out; see delegraph demo --help\n");
    }
}
