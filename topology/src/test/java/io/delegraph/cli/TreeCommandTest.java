package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.TestServer;
import io.delegraph.cli.terminal.Terminal;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TreeCommandTest {
    private static final Terminal PIPE = new Terminal(Terminal.UNLIMITED, Terminal.UNLIMITED, false, false, true);
    private static final Terminal TERMINAL = new Terminal(80, 5, true, false, true);

    private final TestServer server = TestServer.withFamily("s1");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.close();
    }

    @TempDir
    private Path directory;

    private int run(Terminal screen, BooleanSupplier pause, String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.add("--url=http://127.0.0.1:" + server.port());
        return call(screen, pause, all.toArray(new String[0]));
    }

    private int call(Terminal screen, BooleanSupplier pause, String... args) {
        return new CommandLine(new TreeCommand(new StateDirectory(directory), screen, pause))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(args);
    }

    private int run(String... args) {
        return run(PIPE, () -> false, args);
    }

    @Test
    void shouldDrawTheSessionThatWasSeenLast() {
        server.sessions().add(SampleRecords.session("older", 1, AgentState.COMPLETED));

        assertThat(run()).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Checkout, second attempt"),
                        line -> assertThat(line).isEqualTo("session s1 · shop · ada@box"),
                        line -> assertThat(line).startsWith("since ").endsWith(" · at least $0.50"),
                        line -> assertThat(line).startsWith("● main"),
                        line -> assertThat(line).startsWith("└─ ● Explore \"task of a1\""),
                        line -> assertThat(line).startsWith("   └─ ● Explore \"task of a2\""),
                        line -> assertThat(line).startsWith("parent unknown"),
                        line -> assertThat(line).startsWith("└─ ● Explore \"task of lost\""));
    }

    @Test
    void shouldListOtherLiveSessions() {
        server.sessions().add(SampleRecords.session("other", 5));

        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("also live:" + System.lineSeparator() + "session other · Checkout, second attempt · at work");
    }

    @Test
    void shouldReportWhenTheListIsPartial() {
        server.missing(List.of(2));

        run();

        assertThat(out.toString()).contains("partitions [2] do not answer: there may be more sessions");
    }

    @Test
    void shouldDrawTheSessionThatIsNamed() {
        server.sessions().add(SampleRecords.session("newer", SampleRecords.START + 99_000));

        assertThat(run("s1")).isZero();
        assertThat(out.toString()).contains("session s1 ").doesNotContain("also live");
    }

    @Test
    void shouldPrintTheJsonOfTheApi() {
        assertThat(run("--json", "s1")).isZero();

        assertThat(out.toString().strip())
                .isEqualTo(server.get("/api/v1/sessions/s1/hierarchy?form=tree").body());
    }

    @Test
    void shouldRefuseToWatchJson() {
        assertThat(run("--json", "--watch")).isEqualTo(2);
        assertThat(err.toString()).contains("--json prints the whole tree once: leave out --watch");
    }

    @Test
    void shouldFailWhenTheSessionIsUnknown() {
        assertThat(run("nobody")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("no session 'nobody' is known, or its retention has ended (http://127.0.0.1:")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldReportWhenThereAreNoSessions() {
        server.sessions().clear();

        assertThat(run()).isZero();
        assertThat(out.toString()).startsWith("no session yet");
    }

    @Test
    void shouldFailInOneLineWhenNoServerAnswers() {
        int port = server.port();
        server.close();
        int exit = call(PIPE, () -> false, "--url", "http://127.0.0.1:" + port);

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("the Delegraph at http://127.0.0.1:" + port + " cannot be reached (connection refused)"
                        + System.lineSeparator());
    }

    @Test
    void shouldRefuseWhatIsNoUrl() {
        int exit = call(PIPE, () -> false, "--url", "localhost:8080");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("no address like");
    }

    @Test
    void shouldRedrawInPlaceAndWithinTheScreen() {
        Iterator<Boolean> pauses = List.of(true, false).iterator();

        run(
                TERMINAL,
                () -> {
                    server.sessions().add(SampleRecords.session("other", 5));
                    return pauses.next();
                },
                "--watch");

        assertThat(out.toString())
                .contains("... 5 more lines")
                .contains("\u001b[4A\u001b[J")
                .contains("... 7 more lines");
    }

    @Test
    void shouldPrintAgainOnlyWhatHasChangedWhenItIsNoTerminal() {
        Iterator<Boolean> pauses = List.of(true, true, false).iterator();

        run(PIPE, pauses::next, "--watch", "s1");

        assertThat(out.toString()).containsOnlyOnce("session s1").doesNotContain("\u001b");
    }

    @Test
    void shouldGoOnWatchingWhenTheServerIsAwayForAMoment() {
        Iterator<Boolean> pauses = List.of(true, false).iterator();

        int exit = run(
                PIPE,
                () -> {
                    server.close();
                    return pauses.next();
                },
                "--watch",
                "s1");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("cannot be reached");
    }
}
