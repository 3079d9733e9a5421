package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {
    @TempDir
    Path dir;

    @TempDir
    Path state;

    @Test
    void shouldShowTheRunningAddressWhenTheDataDirectoryIsTaken() throws Exception {
        StandIn application = new StandIn();
        CommandCall first = call(application);
        CompletableFuture<Integer> exit =
                first.inBackground("up", "--data", dir.toString(), "--kafka-port", "0", "--http-port", "0");
        await().until(() -> first.out().endsWith("\n"));
        InstanceRegistry registry = new InstanceRegistry(new StateDirectory(state));
        assertThat(registry.living())
                .singleElement()
                .satisfies(running -> assertThat(first.out()).isEqualTo(running.line() + "\n"))
                .extracting(RunningInstance::dataDir)
                .isEqualTo(dir.toString());

        CommandCall second = call(application);
        assertThat(second.run("up", "--data", dir.toString())).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(first.out()).matches("ready: http://127\\.0\\.0\\.1:\\d+ kafka: 127\\.0\\.0\\.1:\\d+\\R");
        assertThat(Files.getPosixFilePermissions(dir)).isEqualTo(PosixFilePermissions.fromString("rwx------"));

        application.failed.complete("the topology gave up");
        assertThat(exit.get()).isOne();
        assertThat(first.err()).endsWith("the topology gave up; details: " + dir.resolve("delegraph.log") + "\n");
        assertThat(application.closed).isTrue();
        assertThat(dir.resolve("running.json")).doesNotExist();
        assertThat(registry.living()).isEmpty();
    }

    @Test
    void shouldRefuseADirectoryThatHoldsSomethingElse() throws IOException {
        Files.writeString(dir.resolve("thesis.tex"), "");

        CommandCall call = call(new StandIn());

        assertThat(call.run("up", "--data", dir.toString())).isOne();
        assertThat(call.err())
                .isEqualTo("the data directory " + dir
                        + " is not empty and not Delegraph's: choose another with --data\n");
    }

    @Test
    void shouldNameTheHttpPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            CommandCall call = call(new StandIn());

            assertThat(call.run("up", "--data", dir.toString(), "--http-port", port))
                    .isOne();
            assertThat(call.err())
                    .isEqualTo("port " + port + " for HTTP on 127.0.0.1 is in use by java (pid "
                            + ProcessHandle.current().pid()
                            + "): end it, or choose another with --http-port (0: any free one)\n");
        }
    }

    @Test
    void shouldNameTheDelegraphThatHasTheKafkaPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            CommandCall call = call(new StandIn());
            RunningInstance other =
                    call.running(dir.resolve("other"), "http://127.0.0.1:1", "127.0.0.1:" + port, false);

            assertThat(call.run("up", "--data", dir.resolve("own").toString(), "--kafka-port", "" + port))
                    .isOne();
            assertThat(call.err())
                    .isEqualTo("port " + port + " for Kafka is in use by the Delegraph on data directory "
                            + other.dataDir() + " (pid " + other.pid() + "): end it with ./delegraph stop --data "
                            + other.dataDir() + ", or choose another with --kafka-port (0: any free one)\n");
            assertThat(dir.resolve("own/broker")).doesNotExist();
        }
    }

    @Test
    void shouldRefuseATruthThatCannotBeWrittenBeforeAnythingStarts() {
        Path file = dir.resolve("missing/truth.jsonl");
        CommandCall call = call(new StandIn());

        assertThat(call.run("up", "--demo", "--data", dir.resolve("data").toString(), "--truth", file.toString()))
                .isOne();
        assertThat(call.err()).isEqualTo("--truth " + file + " cannot be written: its directory does not exist\n");
        assertThat(dir.resolve("data")).doesNotExist();
    }

    @Test
    void shouldSayThatNoBrokerAnswers() throws IOException {
        // Takes connections and never says a word: the slowest way to be no broker.
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            CommandCall call = call(new StandIn());

            assertThat(call.run(
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
                            "kafka.properties.default.api.timeout.ms=200"))
                    .isOne();
            assertThat(call.err())
                    .isEqualTo("no Kafka broker answers at " + address
                            + " within 200 ms: is it running, and does it want TLS or a login (kafka.properties)?\n");
        }
    }

    @Test
    void shouldNameTheWrongOption() {
        CommandCall call = call(new StandIn());

        assertThat(call.run("up", "--http-prt", "1")).isEqualTo(2);
        assertThat(call.err())
                .isEqualTo("Unknown options: '--http-prt', '1' (did you mean --http-port?); see delegraph up --help\n");
    }

    @Test
    void shouldRefuseOptionsOfADemoThatIsNotAskedFor() {
        CommandCall call = call(new StandIn());

        assertThat(call.run("up", "--speed", "10")).isEqualTo(2);
        assertThat(call.err())
                .isEqualTo("--seed, --rate, --sessions, --for, --speed and --truth belong to --demo;"
                        + " see delegraph up --help\n");
    }

    @Test
    void shouldKeepADemoApartFromTheConfiguredDirectory() throws IOException {
        Path own = dir.resolve("own");
        Files.writeString(dir.resolve("delegraph.yaml"), "data-dir: " + own);

        CommandCall call = call(new StandIn());

        assertThat(call.run("up", "--demo", "--check", "--config", dir.toString(), "--http-port", "0"))
                .isZero();
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

        CommandCall call = call(new StandIn());

        assertThat(call.run(
                        "up", "--demo", "--check", "--data", given.toString(), "--kafka-port", "0", "--http-port", "0"))
                .isZero();
        assertThat(call.err()).startsWith("data: " + given + ", log: ").doesNotContain("apart");
        assertThat(dir.resolve("given-demo")).doesNotExist();
    }

    @Test
    void shouldShowTheProgressOfRestoration() {
        assertThat(StartProgress.describe(new Application.Progress(false, 250_000, 1_000_000)))
                .isEqualTo("restoring: 250,000 of 1,000,000 records (25 %)");
    }

    private CommandCall call(Application application) {
        return new CommandCall(state, (settings, cluster) -> application);
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
