package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UpCommandTest {
    @TempDir
    Path dir;

    @Test
    void shouldShowTheRunningAddressWhenTheDataDirectoryIsTaken() throws Exception {
        StandIn application = new StandIn();
        Call first = new Call(application, "up", "--data", dir.toString(), "--kafka-port", "0", "--http-port", "0");
        CompletableFuture<Integer> exit = first.inBackground();
        await().until(() -> first.out().endsWith("\n"));

        Call second = new Call(application, "up", "--data", dir.toString());
        assertThat(second.now()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(first.out()).matches("ready: http://127\\.0\\.0\\.1:\\d+ kafka: 127\\.0\\.0\\.1:\\d+\\R");
        assertThat(Files.getPosixFilePermissions(dir)).isEqualTo(PosixFilePermissions.fromString("rwx------"));

        application.failed.complete("the topology gave up");
        assertThat(exit.get()).isOne();
        assertThat(first.err()).endsWith("the topology gave up; details: " + dir.resolve("delegraph.log") + "\n");
        assertThat(application.closed).isTrue();
        assertThat(dir.resolve("running.json")).doesNotExist();
    }

    @Test
    void shouldRefuseADirectoryThatHoldsSomethingElse() throws IOException {
        Files.writeString(dir.resolve("thesis.tex"), "");

        Call call = new Call(new StandIn(), "up", "--data", dir.toString());

        assertThat(call.now()).isOne();
        assertThat(call.err())
                .isEqualTo("the data directory " + dir
                        + " is not empty and not Delegraph's: choose another with --data\n");
    }

    @Test
    void shouldNameTheHttpPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Call call = new Call(new StandIn(), "up", "--data", dir.toString(), "--http-port", port);

            assertThat(call.now()).isOne();
            assertThat(call.err())
                    .isEqualTo("port " + port + " for HTTP on 127.0.0.1 cannot be used (Address already in use):"
                            + " choose another with --http-port, 0 for any free one\n");
        }
    }

    @Test
    void shouldFailWithAMessageWhenNoBrokerAnswers() throws IOException {
        // accepts connections and never answers: the slowest case of a port without a broker
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            Call call = new Call(
                    new StandIn(),
                    "up",
                    "--data",
                    dir.toString(),
                    "--http-port",
                    "0",
                    "--bootstrap-servers",
                    address,
                    "--set",
                    "kafka.properties.request.timeout.ms=200",
                    "--set",
                    "kafka.properties.default.api.timeout.ms=200");

            assertThat(call.now()).isOne();
            assertThat(call.err())
                    .isEqualTo("no Kafka broker answers at " + address
                            + " within 200 ms: is it running, and does it want TLS or a login (kafka.properties)?\n");
        }
    }

    @Test
    void shouldNameTheWrongOption() {
        Call call = new Call(new StandIn(), "up", "--http-prt", "1");

        assertThat(call.now()).isEqualTo(2);
        assertThat(call.err()).isEqualTo("Unknown options: '--http-prt', '1'; see delegraph up --help\n");
    }

    @Test
    void shouldRefuseOptionsOfADemoThatIsNotAskedFor() {
        Call call = new Call(new StandIn(), "up", "--speed", "10");

        assertThat(call.now()).isEqualTo(2);
        assertThat(call.err())
                .isEqualTo("--seed, --rate, --sessions, --for, --speed and --truth belong to --demo;"
                        + " see delegraph up --help\n");
    }

    @Test
    void shouldKeepADemoApartFromTheConfiguredDirectory() throws IOException {
        Path own = dir.resolve("own");
        Files.writeString(dir.resolve("delegraph.yaml"), "data-dir: " + own);

        Call call = new Call(new StandIn(), "up", "--demo", "--check", "--config", dir.toString(), "--http-port", "0");

        assertThat(call.now()).isZero();
        assertThat(call.err())
                .startsWith("data: " + dir.resolve("own-demo") + ", log: ")
                .contains("the demo has its own data directory; up without --demo shows your sessions\n")
                .doesNotContain("hooks", "past sessions");
        assertThat(call.out()).doesNotContain("kafka: 127.0.0.1:9092");
        assertThat(dir.resolve("own-demo")).isDirectory();
        assertThat(own).doesNotExist();
    }

    @Test
    void shouldPlayADemoInTheGivenDirectory() {
        Path given = dir.resolve("given");

        Call call = new Call(
                new StandIn(),
                "up",
                "--demo",
                "--check",
                "--data",
                given.toString(),
                "--kafka-port",
                "0",
                "--http-port",
                "0");

        assertThat(call.now()).isZero();
        assertThat(call.err()).startsWith("data: " + given + ", log: ").doesNotContain("apart");
        assertThat(dir.resolve("given-demo")).doesNotExist();
    }

    @Test
    void shouldShowTheProgressOfRestoration() {
        assertThat(StartProgress.describe(new Application.Progress(false, 250_000, 1_000_000)))
                .isEqualTo("restoring: 250,000 of 1,000,000 records (25 %)");
    }

    /** One call of the command line, with separate stdout and stderr. */
    private static final class Call {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();
        private final CommandLine commandLine;
        private final String[] args;

        Call(StandIn application, String... args) {
            this.args = args;
            commandLine = Main.commandLine((settings, cluster) -> application)
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err));
        }

        int now() {
            return commandLine.execute(args);
        }

        CompletableFuture<Integer> inBackground() {
            return CompletableFuture.supplyAsync(this::now);
        }

        String out() {
            return out.toString();
        }

        String err() {
            return err.toString();
        }
    }

    private static final class StandIn implements Application {
        private final CompletableFuture<String> failed = new CompletableFuture<>();
        private volatile boolean closed;

        @Override
        public Progress progress() {
            return new Progress(true, 0, 0);
        }

        @Override
        public CompletionStage<String> failed() {
            return failed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
