package io.delegraph.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.lifecycle.row.Activity;
import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.ClockShift;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnTotals;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bytes in users' stores must stay readable in every later version. When a field is appended on purpose: {@code mvn test -pl
 * schemas,topology -Dtest=GoldenRowsTest -Ddelegraph.regenerate=true -Dsurefire.failIfNoSpecifiedTests=false}; existing bytes may only grow
 * at their end, and a new field's bit is the next one.
 */
class GoldenRowsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/rows.hex");
    private static final String SESSION = "6d537c3a-289e-463b-b7d4-5e3d81a85aed";
    private static final String AGENT = "a30259d982a429f5b";
    private static final String TOOL_USE = "toolu_017zZhoAJrFyLhCvCas6uJSh";
    private static final long AT = 1_795_361_674_663L;

    private static final DeclaredFlags FLAGS = DeclaredFlags.builder()
            .command("spawn")
            .delegate("files")
            .concurrency(3)
            .waveMode("force")
            .waveStrategy("systematic")
            .waveDelegation("tasks")
            .loop(true)
            .iterations(2)
            .parallel(true)
            .sequential(true)
            .invalid(List.of("--concurrency many"))
            .build();
    private static final SpawnRequest REQUEST =
            new SpawnRequest("Explore", "look around", "scout", "haiku", true, "worktree", 321, FLAGS);

    private static final Path WRITTEN_BY_VERSION_1 = Path.of("src/test/resources/rows-1.hex");

    /** Version 2 before failures, denials, clients and teams had fields. */
    private static final Path WRITTEN_BEFORE_FAILURES = Path.of("src/test/resources/rows-2.hex");

    /** Before rows had actions, kinds of waits and whether a client goes on. */
    private static final Path WRITTEN_BEFORE_ACTIONS = Path.of("src/test/resources/rows-3.hex");

    /** Before rows had what security rules judge. */
    private static final Path WRITTEN_BEFORE_EVIDENCE = Path.of("src/test/resources/rows-4.hex");

    /** Before calls had a person's words, and modes a source. */
    private static final Path WRITTEN_BEFORE_MODE_SOURCES = Path.of("src/test/resources/rows-5.hex");

    private static final CallEvidence EVIDENCE = new CallEvidence(
            List.of(
                    new PathAccess(PathAccess.Operation.READ, PathClass.SECRET, false),
                    new PathAccess(PathAccess.Operation.DELETE, PathClass.HOME_ROOT, true)),
            List.of(HostClass.KNOWN, HostClass.DROP),
            List.of(CommandFeature.PRIVILEGED, CommandFeature.TRUNCATED),
            List.of("00ff11ee", "a1b2c3d4"));

    private enum Age {
        VERSION_1,
        BEFORE_FAILURES,
        BEFORE_ACTIONS,
        BEFORE_EVIDENCE,
        BEFORE_MODE_SOURCES,
        NOW
    }

    private static final List<Row> ROWS = rows(TOOL_USE, Age.NOW);

    /** One row of each kind that existed at that age, with all fields of that age set. */
    private static List<Row> rows(String toolUse, Age age) {
        boolean later = age != Age.VERSION_1;
        boolean now = later && age != Age.BEFORE_FAILURES;
        List<Row> rows = new ArrayList<>();
        if (now) {
            rows.add(new ClientRow("box", 4711, AT, AT + 1, AT + 2));
            rows.add(new TextRow(AGENT, AT, AgentText.Part.RESULT, "0@17", "it is done"));
        }
        boolean latest = age == Age.NOW;
        boolean judged = latest || age == Age.BEFORE_MODE_SOURCES;
        rows.addAll(of(toolUse, later, now, judged || age == Age.BEFORE_EVIDENCE, judged, latest));
        if (later) {
            rows.add(new ShellRow("b1x2y3z4a", AGENT, toolUse, "vite", AT, true, AT + 1));
        }
        return List.copyOf(rows);
    }

    /**
     * @param explicit whether rows contain values that their names do not imply
     * @param judged whether they contain what security rules judge
     */
    private static List<Row> of(
            String toolUse, boolean later, boolean now, boolean explicit, boolean judged, boolean latest) {
        Timestamped<Failure> failure =
                now ? new Timestamped<>(AT + 13, new Failure("authentication_failed", "Login expired")) : null;
        return List.of(
                SessionRow.builder()
                        .seen(new Sighting(AT, AT + 1, AT + 2))
                        .source("claude-code")
                        .sourceVersion(new Timestamped<>(AT + 3, "2.1.330"))
                        .project(new Timestamped<>(AT + 4, "projekt-ä"))
                        .user("dev")
                        .host("box")
                        .process(new Timestamped<>(AT + 5, new ClientProcess("box", 4711, List.of(4710L, 1L))))
                        .startedAt(AT + 6)
                        .ended(new Timestamped<>(AT + 7, new SessionEnd("logout", explicit)))
                        .promptAt(AT + 8)
                        .turnEndedAt(AT + 9)
                        .listing(new Timestamped<>(AT + 10, AT + 11))
                        .parent(new Timestamped<>(AT + 12, "other-session"))
                        .turnFailed(failure)
                        .teammatesAt(now ? (Long) (AT + 14) : null)
                        .workflowsAt(now ? (Long) (AT + 15) : null)
                        .customTitle(now ? new Timestamped<>(AT + 13, "my own title") : null)
                        .generatedTitle(now ? new Timestamped<>(AT + 14, "a title that was made") : null)
                        .ledAt(now ? (Long) (AT + 16) : null)
                        .clock(now ? new Timestamped<>(AT + 17, new ClockShift(4711L, 3_600_000, -7)) : null)
                        .previous(now ? new Timestamped<>(AT + 20, "the-session-before") : null)
                        .next(now ? new Timestamped<>(AT + 18, "the-session-after") : null)
                        .lead(now ? new Timestamped<>(AT + 19, "the-session-of-the-lead") : null)
                        .settingsChangedAt(judged ? (Long) (AT + 22) : null)
                        .build(),
                PromptRow.builder()
                        .promptId("c7dd9b69-86e0-488a-a3f4-2e14536dc7d3")
                        .ownAt(AT)
                        .promptChars(77)
                        .command("spawn")
                        .declared(FLAGS)
                        .notifiedTask(new Timestamped<>(AT + 1, AGENT))
                        .notifiedAt(AT + 2)
                        .stoppedAt(AT + 3)
                        .listedAt(later ? (Long) (AT + 4) : null)
                        .failed(failure)
                        .usage(
                                now
                                        ? new Timestamped<>(
                                                AT + 14,
                                                new Usage(new TokenUsage(5, 60, 700, 8_000), "claude-sonnet-4-5"))
                                        : null)
                        .toolCalls(now ? 21 : 0)
                        .toolFailures(now ? 22 : 0)
                        .build(),
                AgentRow.builder(AGENT, "Explore")
                        .seen(new Sighting(AT, AT + 1, AT + 2))
                        .meta(AgentMeta.builder()
                                .agentType("Explore")
                                .description("look around")
                                .toolUseId(toolUse)
                                .parentAgentId("a0123456789abcdef")
                                .spawnDepth(2)
                                .background(true)
                                .model("haiku")
                                .name("scout")
                                .taskKind(now ? "in_process_teammate" : null)
                                .inWorkflowRun(now ? Boolean.TRUE : null)
                                .workflowPhase(now ? "scan" : null)
                                .build())
                        .permissionMode(new Timestamped<>(AT + 3, "plan"))
                        .lastTool(new Timestamped<>(AT + 4, "Read"))
                        .usage(new Timestamped<>(
                                AT + 5,
                                new Usage(new TokenUsage(1, 20, 300, 4_000), later ? "claude-sonnet-4-5" : null)))
                        .listedAt(AT + 6)
                        .permission(new Timestamped<>(
                                AT + 7, new WaitCause("Bash", explicit ? WaitKind.QUESTION : WaitKind.PERMISSION)))
                        .progressAt(AT + 8)
                        .result(later ? new Timestamped<>(AT + 9, new AgentResult(321, "0123abcd")) : null)
                        .callStartedAt(now ? (Long) (AT + 10) : null)
                        .interruptedAt(now ? (Long) (AT + 11) : null)
                        .client(now ? new Timestamped<>(AT + 12, 4711L) : null)
                        .resultGivesOrders(judged ? Boolean.TRUE : null)
                        .modeFromHook(latest ? Boolean.TRUE : null)
                        .activity(latest ? new Activity(0b1000001, 1L << 23 | 1, 0b100001) : null)
                        .counts(new Counts(11, 12, 13, 14, 15, 16))
                        .build(),
                RunMark.builder()
                        .agentId(AGENT)
                        .at(AT)
                        .kind(RunMark.Kind.NOTIFIED)
                        .detail("completed")
                        .causeToolUseId(toolUse)
                        .tokens(12_345L)
                        .fromTranscript(later)
                        .worktree(later ? "agent-" + AGENT : null)
                        .listsBackgroundTasks(later)
                        .listsShells(now)
                        .interim(now)
                        .afterBlockedStop(judged)
                        .promptId(now ? "c7dd9b69-86e0-488a-a3f4-2e14536dc7d3" : null)
                        .message(now ? "overloaded" : null)
                        .agents(now ? (Integer) 4 : null)
                        .build(),
                SpawnRow.builder()
                        .toolUseId(toolUse)
                        .parentAgentId("root")
                        .promptId(new Timestamped<>(AT, "c7dd9b69-86e0-488a-a3f4-2e14536dc7d3"))
                        .request(REQUEST)
                        .requestedAt(AT + 1)
                        .arrival(AT + 2)
                        .answered(new Timestamped<>(AT + 3, "completed"))
                        .childAgentId(AGENT)
                        .totals(new SpawnTotals(9_000L, 800L, 7, "haiku", 60))
                        .failed(new Timestamped<>(AT + 4, "Agent terminated early"))
                        .failure(SpawnFailure.TERMINATED)
                        .batchedAt(AT + 5)
                        .remoteSession("https://example.org/s")
                        .fingerprint(later ? "00ff11ee22dd33cc" : null)
                        .team(now ? new Timestamped<>(AT + 20, "the-session-of-a-member") : null)
                        .permissionMode(judged ? new Timestamped<>(AT + 23, "plan") : null)
                        .clientCalls(judged ? (Integer) 9 : null)
                        .secretInPrompt(judged ? Boolean.TRUE : null)
                        .resultChanged(judged ? Boolean.TRUE : null)
                        .build(),
                new LinkRow("child/session", AT, now, now ? new Timestamped<>(AT + 21, "toolu_3") : null),
                new WaitRow(
                        AGENT,
                        AT,
                        "0@17",
                        "Bash",
                        explicit ? WaitKind.PLAN : WaitKind.PERMISSION,
                        now ? "0f1e2d3c4b5a" : null),
                ToolRow.builder()
                        .agentId(AGENT)
                        .toolUseId("toolu_2")
                        .tool("Bash")
                        .action(explicit ? ToolAction.AWAIT_AGENT : ToolAction.RUN_SHELL)
                        .target("ls")
                        .startedAt(AT)
                        .endedAt(AT + 1)
                        .outcome(ToolOutcome.INTERRUPTED)
                        .durationMs(1_234L)
                        .error("exit_130")
                        .file(later ? "a1b2c3d4e5f6" : null)
                        .chars(later ? (Integer) 42 : null)
                        .denial(now ? Denial.SANDBOX : null)
                        .errorMessage(now ? "no such file" : null)
                        .promptId(now ? "c7dd9b69-86e0-488a-a3f4-2e14536dc7d3" : null)
                        .evidence(judged ? EVIDENCE : null)
                        .permissionMode(judged ? "acceptEdits" : null)
                        .personsWords(latest ? Boolean.TRUE : null)
                        .build());
    }

    @BeforeAll
    static void regenerate() throws IOException {
        if (Boolean.getBoolean("delegraph.regenerate")) {
            Files.writeString(GOLDEN, lines());
        }
    }

    private static String lines() {
        return ROWS.stream().map(GoldenRowsTest::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Row row) {
        byte[] key = new KeyCodec(SESSION).write(row.key());
        HexFormat hex = HexFormat.of();
        return row.getClass().getSimpleName() + " " + hex.formatHex(key) + " " + hex.formatHex(RowCodec.write(row));
    }

    private static Row read(String line) {
        String[] parts = line.split(" ", -1);
        return RowCodec.read(HexFormat.of().parseHex(parts[1]), HexFormat.of().parseHex(parts[2]));
    }

    @Test
    void shouldWriteTheBytesThatStandInStores() throws IOException {
        assertThat(lines()).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void shouldReadTheBytesThatStandInStores() throws IOException {
        assertThat(Files.readAllLines(GOLDEN).stream().map(GoldenRowsTest::read))
                .containsExactlyElementsOf(ROWS);
    }

    @Test
    void shouldReadTheRowsOfVersion1() throws IOException {
        assertThat(Files.readAllLines(WRITTEN_BY_VERSION_1).stream().map(GoldenRowsTest::read))
                .containsExactlyElementsOf(rows("toolu_1", Age.VERSION_1));
    }

    @Test
    void shouldReadRowsWhenTheyWereWrittenBeforeFailures() throws IOException {
        assertThat(Files.readAllLines(WRITTEN_BEFORE_FAILURES).stream().map(GoldenRowsTest::read))
                .containsExactlyElementsOf(rows(TOOL_USE, Age.BEFORE_FAILURES));
    }

    @Test
    void shouldReadRowsWhenTheyWereWrittenBeforeActions() throws IOException {
        assertThat(Files.readAllLines(WRITTEN_BEFORE_ACTIONS).stream().map(GoldenRowsTest::read))
                .containsExactlyElementsOf(rows(TOOL_USE, Age.BEFORE_ACTIONS));
    }

    @Test
    void shouldReadRowsWhenTheyWereWrittenBeforeEvidence() throws IOException {
        assertThat(Files.readAllLines(WRITTEN_BEFORE_EVIDENCE).stream().map(GoldenRowsTest::read))
                .containsExactlyElementsOf(rows(TOOL_USE, Age.BEFORE_EVIDENCE));
    }

    @Test
    void shouldReadRowsWhenTheyWereWrittenBeforeModeSources() throws IOException {
        assertThat(Files.readAllLines(WRITTEN_BEFORE_MODE_SOURCES).stream().map(GoldenRowsTest::read))
                .containsExactlyElementsOf(rows(TOOL_USE, Age.BEFORE_MODE_SOURCES));
    }

    @Test
    void shouldOmitAFieldWhenNamesInTheRowImplyIt() throws IOException {
        assertThat(rows(TOOL_USE, Age.BEFORE_ACTIONS).stream().map(GoldenRowsTest::line))
                .containsExactlyElementsOf(Files.readAllLines(WRITTEN_BEFORE_ACTIONS));
    }

    @Test
    void shouldPinEveryFieldOfEveryKindOfRow() throws ReflectiveOperationException {
        assertThat(ROWS.stream().<Class<?>>map(Row::getClass))
                .containsExactlyInAnyOrder(Row.class.getPermittedSubclasses());
        for (Row row : ROWS) {
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                assertThat(component.getAccessor().invoke(row))
                        .as("%s", component)
                        .isNotNull();
            }
        }
    }

    @Test
    void shouldReadARowWhenLaterFieldsAreMissing() {
        byte[] key = new KeyCodec(SESSION).write(new RowKey.OfTool(AGENT, "toolu_2"));
        // version 1, the first field alone, 4 bytes: Bash
        byte[] value = HexFormat.of().parseHex("01" + "01" + "04" + "42617368");

        assertThat(RowCodec.read(key, value))
                .isEqualTo(ToolRow.builder()
                        .agentId(AGENT)
                        .toolUseId("toolu_2")
                        .tool("Bash")
                        .action(ToolAction.RUN_SHELL)
                        .build());
    }

    @Test
    void shouldReadTheRootInOneByteAndInFull() {
        byte[] key = new KeyCodec(SESSION).write(new RowKey.OfSpawn(TOOL_USE));
        // version 2, the first field alone: the form of an id, then for a plain one its length and itself
        byte[] oneByte = HexFormat.of().parseHex("02" + "01" + "04");
        byte[] full = HexFormat.of().parseHex("02" + "01" + "00" + "04" + "726f6f74");

        assertThat(((SpawnRow) RowCodec.read(key, oneByte)).parentAgentId()).isEqualTo("root");
        assertThat(RowCodec.read(key, full)).isEqualTo(RowCodec.read(key, oneByte));
        assertThat(RowCodec.write(RowCodec.read(key, full))).isEqualTo(oneByte);
    }

    @Test
    void shouldRefuseARowWhenItsVersionIsNewer() {
        byte[] key = new KeyCodec(SESSION).write(new RowKey.OfTool(AGENT, "toolu_2"));
        assertThatThrownBy(() -> RowCodec.read(key, new byte[] {3, 0}))
                .hasMessage("a row of version 3, this program reads up to 2: it was written by a newer one");
    }

    @Test
    void shouldKeepTheOrdinalsOfStoredConstants() {
        assertThat(names(ToolOutcome.values())).isEqualTo("SUCCEEDED FAILED INTERRUPTED DENIED UNREPORTED");
        assertThat(names(SpawnFailure.values()))
                .isEqualTo("UNKNOWN_TYPE DEPTH_LIMIT CONCURRENCY_LIMIT BUDGET TERMINATED INTERRUPTED OTHER");
        assertThat(names(RunMark.Kind.values()))
                .isEqualTo("STARTED RESUMED STOPPED FAILED ANSWERED NOTIFIED KILLED LAUNCHED MOVED");
        assertThat(names(AgentText.Part.values())).isEqualTo("PROMPT REQUEST INPUT OUTPUT RESULT");
        assertThat(names(ToolAction.values()))
                .isEqualTo("DELEGATE WRITE_FILE RUN_SHELL SEND_MESSAGE AWAIT_AGENT ASK_QUESTION LEAVE_PLANNING");
        assertThat(names(WaitKind.values())).isEqualTo("PERMISSION QUESTION PLAN ELICITATION PROMPT");
        assertThat(names(Denial.values())).isEqualTo("DENY_RULE AUTO_MODE HOOK PLAN_MODE SANDBOX PERSON NOT_GRANTED");
    }

    @Test
    void shouldKeepTheNumbersOfDictionaryWords() {
        assertThat(String.join(" ", CodecDictionary.words()))
                .startsWith(
                        " claude-code completed failed killed async_launched remote_launched teammate_spawned"
                                + " general-purpose Explore Plan default acceptEdits plan auto dontAsk bypassPermissions Agent Task"
                                + " Bash BashOutput KillShell Read Write Edit MultiEdit NotebookEdit Glob Grep WebFetch WebSearch"
                                + " TodoWrite ToolSearch SendMessage TaskStop TaskOutput Skill AskUserQuestion ExitPlanMode"
                                + " EnterPlanMode TaskCreate TaskUpdate TaskList TaskGet Monitor Workflow opus sonnet haiku worktree"
                                + " claude-opus-5-5 claude-opus-5 claude-opus-4-6 claude-opus-4-5-20251101 claude-sonnet-5-5"
                                + " claude-sonnet-5 claude-sonnet-4-6 claude-sonnet-4-5 claude-sonnet-4-5-20250929 claude-haiku-4-5-20251001");
        assertThat(CodecDictionary.words()).doesNotHaveDuplicates();
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(" "));
    }
}
