package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.TestServer;
import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.stream.admin.TopicSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command in every situation of a user: asked for help, called wrongly, with nothing, one or several Delegraphs running. */
class CommandTableTest {
    private static final String NOTHING_RUNS = "no Delegraph runs here";
    private static final TestServer SERVER = TestServer.withFamily("s1");

    @TempDir
    private static Path shared;

    private static EmbeddedBroker broker;

    @TempDir
    private Path dir;

    /** The demo's broker, with its topics. */
    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(shared.resolve("broker"), 0);
        TopicSetup.ensure(broker.bootstrapServers(), Settings.load(null, Map.of()));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        broker.close();
    }

    private CommandCall user() {
        return new CommandCall(dir.resolve("state"));
    }

    private static String http() {
        return "http://127.0.0.1:" + SERVER.port();
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(dir.resolve(name), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Arguments as a line of a table; TRANSCRIPT, RECORDING, TRUTH, POLICY and SETTINGS are files that are there. */
    private int run(CommandCall user, String line) {
        List<String> args = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            args.add(
                    switch (word) {
                        case "TRANSCRIPT" ->
                            file(
                                            "s7.jsonl",
                                            "{\"type\":\"user\",\"sessionId\":\"s7\",\"uuid\":\"u1\","
                                                    + "\"timestamp\":\"2026-02-01T10:00:00Z\",\"message\":{\"content\":\"go\"}}\n")
                                    .toString();
                        case "RECORDING" ->
                            file("recording.jsonl", "{\"session_id\":\"s7\",\"hook_event_name\":\"SessionStart\"}\n")
                                    .toString();
                        case "TRUTH" ->
                            file("truth.jsonl", "{\"fact\":\"sent-until\",\"value\":\"1\",\"knowable\":false}\n")
                                    .toString();
                        case "POLICY" ->
                            Path.of("..", "config", "security-policies.yaml").toString();
                        case "SETTINGS" -> file("settings.json", "{ }").toString();
                        case "NOWHERE" -> dir.resolve("nowhere").toString();
                        case "NOWHERE/figures.json" ->
                            dir.resolve("nowhere/figures.json").toString();
                        default -> word;
                    });
        }
        return user.run(args.toArray(String[]::new));
    }

    static Stream<String> commands() {
        return Stream.of(
                "up",
                "status",
                "open",
                "stop",
                "tree",
                "hooks",
                "hooks install",
                "hooks status",
                "hooks uninstall",
                "doctor",
                "import",
                "export",
                "demo",
                "replay",
                "security",
                "security check",
                "security backtest",
                "security export",
                "accuracy",
                "bench",
                "completion",
                "help");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainItselfWhenAskedForHelp(String command) {
        CommandCall user = user();
        assertThat(run(user, command + " --help")).as(user::err).isZero();
        assertThat(user.err()).isEmpty();
        assertThat(user.out()).startsWith("Usage: delegraph " + command).contains("-h, --help");
        assertThat(user.out().lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));

        CommandCall other = user();
        assertThat(run(other, "help " + command)).isZero();
        assertThat(other.out()).isEqualTo(user.out());
    }

    /** What cannot be copied from the help is wrong there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status          | http://127.0.0.1:8080
            up              | --set http.port=9000
            replay          | kafka.bootstrap-servers
            hooks install   | settings.json.before-delegraph
            hooks install   | ~/.config/delegraph/hook.env
            accuracy        | config/agent-types.yaml
            """)
    void shouldKeepWordsWholeInHelp(String command, String word) {
        CommandCall user = user();
        assertThat(run(user, command + " --help")).isZero();
        assertThat(user.out().lines().map(String::strip).toList())
                .as(user.out())
                .anySatisfy(line -> assertThat(line).contains(word.substring(word.lastIndexOf(' ') + 1)));
        assertThat(user.out()).matches("[\\p{ASCII}]+");
    }

    @Test
    void shouldListTheCommandsWhenCalledWithoutOne() {
        CommandCall user = user();
        assertThat(user.run()).isEqualTo(2);
        assertThat(user.out()).isEmpty();
        assertThat(commands().map(command -> command.split(" ", 2)[0]))
                .allSatisfy(command -> assertThat(user.err()).contains("\n  " + command + " "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldRefuseAnUnknownOption(String command) {
        CommandCall user = user();
        String required = switch (command) {
            case "export" -> " --what workflows";
            case "security export" -> " --format ocsf";
            case "replay", "security check" -> " file";
            case "security backtest" -> " --policy file";
            default -> "";
        };
        assertThat(run(user, command + required + " --nonsense")).isEqualTo(2);
        assertThat(user.out()).isEmpty();
        assertThat(user.err())
                .contains("--nonsense")
                .endsWith("; see delegraph " + command + " --help\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upp                           | did you mean
            help nothing                  | no command 'nothing'; there are: up, status
            up --kafka-port many          | --kafka-port
            up --seed 1                   | belong to --demo
            up --set no.such=1            | unknown key no.such
            up --demo --rate 0            | --rate wants more than 0
            status --url nowhere          | --url nowhere is no address like http://127.0.0.1:8080
            open --url localhost:8080     | is no address like
            stop --timeout soon           | --timeout wants a duration such as 30s or 2m, not soon
            tree --json --watch           | leave out --watch
            tree --url http://a --data d  | give one of them
            hooks                         | hooks needs a subcommand: install, status or uninstall
            hooks install --transport ssh | --transport
            doctor --url 127.0.0.1        | is no address like
            import --since soon           | --since: soon is not a time
            export                        | --what
            export --what all             | lifecycles, workflows
            demo --speed 1000             | --speed wants 0.1 to 100
            demo --url http://a           | --url goes with --check
            replay                        | FILE
            replay --speed 0 x            | --speed
            security                      | security needs a subcommand: check, backtest or export
            security check                | FILE|DIR
            security check --fail-on x y  | --fail-on
            security backtest             | --policy
            security backtest --policy x --since soon     | --since: soon is not a time
            security backtest --policy x --since 1d --from y | leave it out with --from
            security export               | --format
            security export --format cef  | ocsf
            security export --format ocsf --since soon | --since: soon is not a time
            hooks install --url http://a  | --url goes with --transport http
            accuracy --seeds -1           | --seeds must be at least 0
            accuracy --at-least 2         | --at-least wants a macro-F1 from 0 to 1, not 2.0
            accuracy --labels x           | --labels and --transcripts or --recordings belong together
            bench --events 3              | --events must be at least 1000
            bench --seconds -1            | --seconds at least 0
            bench --history 3             | --history must be 0 or at least 1000
            """)
    void shouldSayWhatIsWrongWithACall(String line, String message) {
        CommandCall user = user();
        int exit = run(user, line);
        // a value of a setting is wrong where the settings are read: a failure, and no wrong call
        assertThat(exit).as(user::err).isEqualTo(line.contains("--set") ? 1 : 2);
        assertThat(user.err()).contains(message).hasLineCount(1);
        assertThat(user.out()).isEmpty();
        assertThat(dir).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status --data NOWHERE                               | no Delegraph runs on the data directory
            open --data NOWHERE                                 | no Delegraph runs on the data directory
            stop                                                | no Delegraph runs here: ./delegraph up starts it
            stop --data NOWHERE                                 | no Delegraph runs on the data directory
            tree --data NOWHERE                                 | ./delegraph up --data
            import TRANSCRIPT --set kafka.port=1                | no Delegraph runs here, and nothing listens on 127.0.0.1:1
            import TRANSCRIPT --data NOWHERE                    | no Delegraph runs on the data directory
            export --what workflows --data NOWHERE              | no Delegraph runs on the data directory
            security backtest --policy POLICY --set kafka.port=1 | no Delegraph runs here, and nothing listens on 127.0.0.1:1
            security backtest --policy POLICY --data NOWHERE    | no Delegraph runs on the data directory
            security export --format ocsf --data NOWHERE        | no Delegraph runs on the data directory
            demo --set kafka.port=1                             | --bootstrap-servers names a Kafka that is elsewhere
            demo --data NOWHERE                                 | no Delegraph runs on the data directory
            demo --check TRUTH --data NOWHERE                   | no Delegraph runs on the data directory
            replay RECORDING --set kafka.port=1                 | ./delegraph up starts it
            replay RECORDING --data NOWHERE                     | no Delegraph runs on the data directory
            """)
    void shouldSayThatNothingRunsAndWhatStartsIt(String line, String message) {
        CommandCall user = user();
        assertThat(run(user, line)).as(user::out).isOne();
        assertThat(user.err()).contains(message).hasLineCount(1);
        assertThat(user.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accuracy --transcripts NOWHERE                  | there is no such file or directory
            accuracy --labels TRUTH --recordings NOWHERE    | there is no such directory
            accuracy --labels NOWHERE --recordings NOWHERE  | there is no such file
            security backtest --policy NOWHERE              | there is no such file
            bench --json NOWHERE/figures.json               | its directory does not exist
            hooks status --settings NOWHERE                 |
            """)
    void shouldSayWhichFileIsMissing(String line, String message) {
        CommandCall user = user();
        assertThat(run(user, line)).as(user::out).isOne();
        assertThat(user.err() + user.out())
                .contains(dir.resolve("nowhere").toString(), message == null ? "which does not exist" : message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status --url ADDRESS", "open --url ADDRESS", "tree --url ADDRESS"})
    void shouldSayThatNothingAnswersAtAnAddress(String line) {
        CommandCall user = user();
        assertThat(run(user, line.replace("ADDRESS", "http://127.0.0.1:1"))).isOne();
        assertThat(user.err() + user.out()).contains("http://127.0.0.1:1", "connection refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "stop",
                "tree",
                "doctor --settings SETTINGS",
                "import TRANSCRIPT",
                "export --what workflows",
                "security backtest --policy POLICY",
                "demo",
                "demo --check TRUTH",
                "replay RECORDING"
            })
    void shouldNameTheInstancesAndTheOptionThatChoosesWhenTwoRun(String line) throws Exception {
        CommandCall user = user();
        user.running(dir.resolve("one"), http(), broker.bootstrapServers(), false);
        user.running(dir.resolve("the other"), "http://127.0.0.1:2", "127.0.0.1:2", true);

        assertThat(run(user, line)).isOne();
        assertThat(user.out()).isEmpty();
        assertThat(user.err().lines()).first().isEqualTo("2 instances of Delegraph run here: choose one with --data");
        assertThat(user.err().lines().skip(1))
                .containsExactlyInAnyOrder(
                        "  --data " + dir.resolve("one") + "          " + http(),
                        "  --data '" + dir.resolve("the other") + "'  http://127.0.0.1:2, the demo");
    }

    @Test
    void shouldShowTheStatusOfEachWhenTwoRun() throws Exception {
        CommandCall user = user();
        user.running(dir.resolve("one"), http(), broker.bootstrapServers(), false);
        user.running(dir.resolve("two"), "http://127.0.0.1:2", "127.0.0.1:2", true);

        assertThat(user.run("status")).as("one of them does not answer").isOne();
        assertThat(user.out())
                .contains("Delegraph 1.2.3 is ready", "  data       " + dir.resolve("one"))
                .contains("Delegraph is not ready: it does not answer (connection refused)", "plays a demo");
    }

    @Test
    void shouldShowAnInstanceThatIsStarting() throws Exception {
        CommandCall user = user();
        Path data = dir.resolve("data");
        user.starting(data);

        for (String line : List.of("status", "status --data " + data)) {
            assertThat(run(user, line)).as("it is not ready").isOne();
        }
        assertThat(user.out())
                .contains("Delegraph is not ready: it is starting, pid ", "  data       " + data)
                .doesNotContain("  page ");
        assertThat(user.run("stop")).isOne();
        assertThat(user.err())
                .isEqualTo("the Delegraph on " + data + " (pid "
                        + ProcessHandle.current().pid() + ") is still starting: try again when it is ready\n");
    }

    /** The one that runs is found, although it is on no usual port or directory. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status                       | Delegraph 1.2.3 is ready
            tree                         | session s1
            tree --json                  | "session_id":"s1"
            open                         | http://127.0.0.1:
            import TRANSCRIPT            | Delegraph shows them as it reads them: http://127.0.0.1:
            export --what workflows      |
            security backtest --policy POLICY | unchanged
            demo --for 1s --speed 100    |
            replay RECORDING             | replayed 1 event
            """)
    void shouldFindTheDemoThatRuns(String line, String result) throws Exception {
        CommandCall user = user();
        user.running(dir.resolve("data-demo"), http(), broker.bootstrapServers(), true);

        assertThat(run(user, line)).as(() -> user.out() + user.err()).isZero();
        assertThat(user.out()).contains(result == null ? "" : result);
        if (line.startsWith("open")) {
            assertThat(user.opened()).containsExactly(URI.create(http()));
        }
        if (line.startsWith("import") || line.startsWith("replay") || line.equals("demo --for 1s --speed 100")) {
            assertThat(user.err()).contains("the demo on " + dir.resolve("data-demo"));
        }
    }

    @Test
    void shouldCompareTheDemoThatRunsWithItsTruth() throws Exception {
        CommandCall user = user();
        user.running(dir.resolve("data-demo"), http(), broker.bootstrapServers(), true);

        assertThat(run(user, "demo --check TRUTH")).as("no fact was compared").isOne();
        assertThat(user.out()).contains("knowable", "agree");
        assertThat(user.err()).isEmpty();
    }

    @Test
    void shouldDiagnoseTheDemoThatRunsAndSendItNoHook() throws Exception {
        CommandCall user = user();
        user.running(dir.resolve("data-demo"), http(), broker.bootstrapServers(), true);

        run(user, "doctor --settings SETTINGS");
        assertThat(user.out())
                .contains(
                        "ok    broker  " + broker.bootstrapServers() + " answers",
                        "ok    http    " + http() + " is ready",
                        "note  probe   none was sent: this is the demo");
    }

    @Test
    void shouldFindNoInstanceWhoseProcessHasEnded() throws Exception {
        CommandCall user = user();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        user.running(instance(ended.pid(), null), "dead");
        // the pid of this test, but of a process that began long ago
        user.running(instance(ProcessHandle.current().pid(), 1_000L), "reused");

        assertThat(user.run("stop")).isOne();
        assertThat(user.err()).startsWith(NOTHING_RUNS);
        assertThat(dir.resolve("state/instances")).isEmptyDirectory();
    }

    private RunningInstance instance(long pid, Long processStartedAt) {
        return new RunningInstance(
                pid,
                processStartedAt,
                http(),
                broker.bootstrapServers(),
                dir.resolve("data").toString(),
                "1.2.3",
                1,
                false);
    }

    @Test
    void shouldEndTheInstanceThatRunsAndWait() throws Exception {
        CommandCall user = user();
        Process running = new ProcessBuilder("sleep", "300").start();
        user.running(instance(running.pid(), null), "one");

        assertThat(user.run("stop")).as(user::err).isZero();
        assertThat(running.isAlive()).isFalse();
        assertThat(user.err())
                .isEqualTo("ending the Delegraph on " + dir.resolve("data") + " (pid " + running.pid() + ")\n");
        assertThat(user.out()).matches("ended after \\d+\\.\\d s, its data stays in " + dir.resolve("data") + "\n");
    }

    @Test
    void shouldGiveUpWhenTheInstanceDoesNotEnd() throws Exception {
        CommandCall user = user();
        Process deaf = new ProcessBuilder("bash", "-c", "trap '' TERM; echo; while :; do read -r -t 300 <> <(:); done")
                .start();
        assertThat(deaf.getInputStream().read()).as("it ignores the signal").isEqualTo('\n');
        user.running(instance(deaf.pid(), null), "one");
        try {
            assertThat(user.run("stop", "--timeout", "200ms")).isOne();
            assertThat(user.err())
                    .contains(
                            "it has not ended within 0.2 s: " + dir.resolve("data/delegraph.log"),
                            "kill -9 " + deaf.pid());
        } finally {
            deaf.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldPrintAScriptThatCompletesEveryCommand() {
        CommandCall user = user();
        assertThat(user.run("completion")).isZero();
        assertThat(user.out()).contains("complete -F _complete_delegraph");
        assertThat(commands().map(command -> command.replace(' ', '_')))
                .allSatisfy(command -> assertThat(user.out()).contains("_picocli_delegraph_" + command + "()"));
    }

    /** What nobody foresaw is one line, and the rest of it in the file that the line names. */
    @Test
    void shouldNameTheLogOfAnUnexpectedFailure() throws Exception {
        CommandCall user = new CommandCall(dir.resolve("state"), (settings, cluster) -> {
            throw new IllegalStateException("the unforeseen\nof several lines");
        });
        Path data = dir.resolve("data");
        assertThat(user.run(
                        "up",
                        "--data",
                        data.toString(),
                        "--http-port",
                        "0",
                        "--bootstrap-servers",
                        broker.bootstrapServers()))
                .isOne();
        assertThat(user.err())
                .isEqualTo("Delegraph failed unexpectedly (java.lang.IllegalStateException: the unforeseen):"
                        + " please report it with what " + data.resolve("delegraph.log") + " says of it\n");
        assertThat(data.resolve("delegraph.log")).content().contains("at io.delegraph.cli.UpCommand");
    }
}
