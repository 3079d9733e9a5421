package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started like by the launcher. */
@Timeout(120)
class UpIT {
    private static final Path JAR = Path.of(System.getProperty("delegraph.jar"));

    @TempDir
    Path dir;

    @Test
    void shouldAnswerOnceReadyEndOnASignalAndStartAgainAfterAKill() throws Exception {
        Path archive = dir.resolve("archive");
        Started first = start("-XX:ArchiveClassesAtExit=" + archive);
        assertThat(first.line()).matches("ready: http://127\\.0\\.0\\.1:\\d+ kafka: 127\\.0\\.0\\.1:\\d+");
        assertThat(first.get("/readyz")).isEqualTo(200);
        assertThat(first.signalled()).as("exit status after SIGTERM").isZero();
        keep(archive);

        Started second = start("-XX:SharedArchiveFile=" + kept());
        assertThat(second.get("/readyz")).isEqualTo(200);
        second.killed();

        Started third = start("-XX:SharedArchiveFile=" + kept());
        assertThat(third.get("/readyz")).isEqualTo(200);
        assertThat(third.signalled()).isZero();
    }

    private Started start(String option) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                option,
                "-jar",
                JAR.toString(),
                "up"));
        command.addAll(List.of("--data", dir.resolve("data").toString(), "--kafka-port", "0", "--http-port", "0"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(dir.resolve("stderr").toFile());
        builder.environment().put("XDG_STATE_HOME", dir.resolve("state").toString());
        return new Started(builder.start());
    }

    /** The launcher's archive of classes for the start. */
    private static Path kept() {
        return JAR.resolveSibling("cds").resolve(System.getProperty("java.version") + ".jsa");
    }

    private static void keep(Path archive) throws IOException {
        Files.createDirectories(kept().getParent());
        Files.move(archive, kept(), StandardCopyOption.REPLACE_EXISTING);
    }

    private final class Started {
        private final Process process;
        private final BufferedReader out;
        private final String line;

        Started(Process process) throws IOException {
            this.process = process;
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            line = out.readLine();
            assertThat(line).as(() -> "stderr: " + stderr()).isNotNull();
        }

        String line() {
            return line;
        }

        int get(String path) throws IOException, InterruptedException {
            URI uri = URI.create(line.split(" ", -1)[1] + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        /** The exit status; stdout must have no further output. */
        int signalled() throws IOException, InterruptedException {
            // Process.destroy would close streams that are still to be read
            process.toHandle().destroy();
            assertThat(out.readLine()).isNull();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        void killed() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        private String stderr() {
            try {
                return Files.readString(dir.resolve("stderr"));
            } catch (IOException e) {
                return e.toString();
            }
        }
    }
}
