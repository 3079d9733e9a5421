package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HooksCommandTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldInstallShowAndUninstall() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{ }");

        assertThat(call("status", file)).isOne();
        assertThat(call("install", file, "--transport", "http", "--url", "http://127.0.0.1:1/"))
                .isZero();
        assertThat(err.toString()).isEqualTo("not yet: no answer from http://127.0.0.1:1\n");
        assertThat(call("status", file)).as("nobody answers there").isOne();
        assertThat(out.toString())
                .contains("  SubagentStop         http  http://127.0.0.1:1\n")
                .doesNotContain("SessionStart ");
        assertThat(call("uninstall", file)).isZero();
        assertThat(file).hasContent("{ }");
    }

    @Test
    void shouldDoNothingWhenOnlyAsked() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{ }");

        assertThat(call("install", file, "--transport", "kcat", "--dry-run")).isZero();
        assertThat(out.toString()).startsWith("would put kcat hooks for 25 events into " + file);
        assertThat(call("install", file, "--transport", "KCAT", "--bootstrap-servers", "k:1", "--print"))
                .isZero();
        assertThat(out.toString()).contains("kcat -P -b k:1 -t agent.hooks");

        assertThat(file).hasContent("{ }");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void shouldRefuseAnAddressThatWouldHaveNoEffect() {
        assertThat(call("install", dir.resolve("x"), "--url", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--url goes with --transport http; where the script sends to stands in");
    }

    @Test
    void shouldNameThePlaceOfAnErrorInOneLine() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{\n\"a\"\n}");

        assertThat(call("install", file, "--transport", "http")).isOne();

        assertThat(err.toString()).startsWith(file + ", line 3, column 1: ").hasLineCount(1);
    }

    @Test
    void shouldReportEverythingThatIsMissing() throws IOException {
        Path file = Files.writeString(dir.resolve("settings.json"), "{ }");

        assertThat(execute(
                        "doctor",
                        "--data",
                        dir.resolve("data").toString(),
                        "--settings",
                        file.toString(),
                        "--url",
                        "http://127.0.0.1:1",
                        "--bootstrap-servers",
                        "127.0.0.1:1",
                        "--set",
                        "kafka.properties.default.api.timeout.ms=300",
                        "--set",
                        "kafka.properties.request.timeout.ms=200"))
                .isOne();
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.startsWith("todo"))
                        .map(line -> line.substring(6, 12)))
                .containsExactly("hooks ", "broker", "http  ");
    }

    private int call(String subcommand, Path settings, String... more) {
        String[] start = {"hooks", subcommand, "--settings", settings.toString()};
        return execute(Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray(String[]::new));
    }

    private int execute(String... args) {
        CommandLine commandLine = Main.commandLine((settings, cluster) -> {
            throw new AssertionError("starts nothing");
        });
        return commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
