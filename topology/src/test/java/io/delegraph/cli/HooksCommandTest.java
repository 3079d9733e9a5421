package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksCommandTest {
    @TempDir
    Path dir;

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();

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
                .as(err::toString)
                .isOne();
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.startsWith("todo"))
                        .map(line -> line.substring(6, 12)))
                .as(err::toString)
                .containsExactly("hooks ", "broker", "http  ");
    }

    /** Kafka's client ends with an exception while it is made. */
    @Test
    void shouldReportABrokerForWhichNoClientCanBeMade() throws IOException {
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
                        "kafka.properties.security.protocol=NONE"))
                .as(err::toString)
                .isOne();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("todo  broker  no client can be made for 127.0.0.1:1 (")
                        && line.contains("security.protocol")
                        && line.endsWith("look at --bootstrap-servers and kafka.properties"));
    }

    private int call(String subcommand, Path settings, String... more) {
        String[] start = {"hooks", subcommand, "--settings", settings.toString()};
        return execute(Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray(String[]::new));
    }

    private int execute(String... args) {
        CommandCall call = new CommandCall(dir.resolve("state"));
        int exit = call.run(args);
        out.append(call.out());
        err.append(call.err());
        return exit;
    }
}
