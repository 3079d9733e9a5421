package io.delegraph.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.query.Forest;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WaitKind;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TreeRendererTest {
    private static final Terminal WIDE = new Terminal(Terminal.UNLIMITED, 40, false, false, true);

    private static final AgentLifecycle FINDER = agent("a1", "root", EdgeEvidence.META, AgentState.COMPLETED);
    private static final List<AgentLifecycle> FAMILY = List.of(
            SampleRecords.worded(SampleRecords.root("s1"), null, null, "at work"),
            SampleRecords.worded(FINDER, "Explore", "find the parser", "finished"),
            SampleRecords.worded(
                    agent("a2", "a1", EdgeEvidence.INFERRED, AgentState.WAITING),
                    "general-purpose",
                    "check the tests of the parser",
                    "waits for permission to use Bash"),
            SampleRecords.worded(
                    agent("a3", "a1", EdgeEvidence.RESULT, AgentState.FAILED),
                    "Explore",
                    "look",
                    "failed: model API error 529"),
            SampleRecords.neverStarted("s1", "a4", "root", AgentState.REFUSED),
            SampleRecords.worded(
                    agent("a5", null, EdgeEvidence.NONE, AgentState.LOST),
                    null,
                    "who am I",
                    "no event for 31 min; last tool Bash"),
            SampleRecords.worded(
                    agent("a6", "a5", EdgeEvidence.META, AgentState.KILLED),
                    "Explore",
                    "below",
                    "stopped by another agent"));

    private static AgentLifecycle agent(String id, String parent, EdgeEvidence evidence, AgentState state) {
        return SampleRecords.agent("s1", id, parent, evidence, state);
    }

    private static List<String> lines(List<AgentLifecycle> agents, Terminal screen) {
        SessionSummary session = SampleRecords.session("s1", SampleRecords.START + 50_000);
        return TreeRenderer.lines(view(new Hierarchy(session, null, agents, List.of())), screen);
    }

    private static TreeView view(Hierarchy hierarchy) {
        return new TreeView(Forest.of(hierarchy), null, null, false, ZoneOffset.UTC);
    }

    private static String drawn(Terminal screen) {
        return String.join("\n", lines(FAMILY, screen)) + "\n";
    }

    @Test
    void shouldDrawAFamilyWithEveryState() {
        assertThat(drawn(WIDE)).isEqualTo("""
                Checkout, second attempt
                session s1 · shop · ada@box
                since 08:53 · at least $0.50
                ● main  at work · 59 s · $0.25 · 12 tools, 1 failed · 16k tokens
                ├─ ✓ Explore "find the parser"  finished · 41 s · $0.25 · 12 tools, 1 failed · 16k tokens
                │  ├─ ◆ general-purpose "check the tests of the parser"  waits for permission to use Bash · 59 s · $0.25 · 12 tools, 1 failed · 16k tokens · parent guessed
                │  └─ ✗ Explore "look"  failed: model API error 529 · 41 s · $0.25 · 12 tools, 1 failed · 16k tokens
                └─ ⊘ Plan planner "think about it"  not started: too deep · in background
                parent unknown: nothing says who asked for these
                └─ ? (type unknown) "who am I"  no event for 31 min; last tool Bash · 41 s · $0.25 · 12 tools, 1 failed · 16k tokens
                   └─ ■ Explore "below"  stopped by another agent · 41 s · $0.25 · 12 tools, 1 failed · 16k tokens
                """);
    }

    @Test
    void shouldLeaveOutWhatMattersLeastBeforeItShortensDescriptionsAndCutsLines() {
        assertThat(drawn(new Terminal(80, 40, true, false, true))).isEqualTo("""
                Checkout, second attempt
                session s1 · shop · ada@box
                since 08:53 · at least $0.50
                ● main  at work · 59 s · $0.25 · 12 tools, 1 failed · 16k tokens
                ├─ ✓ Explore "find the parser"  finished · 41 s · $0.25 · 12 tools, 1 failed
                │  ├─ ◆ general-purpose "check the tests of …"  waits for permission to use Bash
                │  └─ ✗ Explore "look"  failed: model API error 529 · 41 s · $0.25
                └─ ⊘ Plan planner "think about it"  not started: too deep · in background
                parent unknown: nothing says who asked for these
                └─ ? (type unknown) "who am I"  no event for 31 min; last tool Bash · 41 s
                   └─ ■ Explore "below"  stopped by another agent · 41 s · $0.25
                """);
    }

    @Test
    void shouldFoldFinishedSiblingsOfALargeSession() {
        List<AgentLifecycle> agents = new ArrayList<>(List.of(SampleRecords.root("s1")));
        for (int i = 0; i < 7; i++) {
            agents.add(agent("f" + i, "root", EdgeEvidence.META, AgentState.COMPLETED));
        }
        agents.add(agent("below1", "f0", EdgeEvidence.META, AgentState.COMPLETED));
        agents.add(agent("below2", "f0", EdgeEvidence.META, AgentState.COMPLETED)
                .with()
                .costUsd(null)
                .build());
        agents.add(agent("f7", "root", EdgeEvidence.META, AgentState.COMPLETED));
        agents.add(agent("bad", "f7", EdgeEvidence.META, AgentState.FAILED));
        agents.add(agent("w1", "root", EdgeEvidence.META, AgentState.ACTIVE));

        assertThat(lines(agents, WIDE).subList(4, 9))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("├─ ✓ 7 finished, at least $2.00  7 Explore; 2 more below them"),
                        line -> assertThat(line).startsWith("├─ ✓ Explore \"task of f7\""),
                        line -> assertThat(line).startsWith("│  └─ ✗ Explore \"task of bad\""),
                        line -> assertThat(line).startsWith("└─ ● Explore \"task of w1\""),
                        line -> assertThat(line).isEqualTo("finished agents are folded; --all shows each of them"));

        Hierarchy hierarchy = new Hierarchy(SampleRecords.session("s1", SampleRecords.START), null, agents, List.of());
        TreeView unfolded = new TreeView(Forest.of(hierarchy), null, null, true, ZoneOffset.UTC);
        assertThat(TreeRenderer.lines(unfolded, WIDE))
                .hasSize(3 + agents.size())
                .noneMatch(line -> line.contains("folded"));
    }

    @Test
    void shouldSayWhatFailedAndHowLongASessionWasAtWork() {
        SessionSummary session = SampleRecords.session("s1", SampleRecords.START + 50_000);
        SessionSummary failed = SessionSummary.builder()
                .sessionId("s1")
                .state(AgentState.COMPLETED)
                .stateReason("its client ended: other")
                .startedAt(SampleRecords.START)
                .endedAt(SampleRecords.START + 120_000)
                .lastSeenAt(SampleRecords.START + 120_000)
                .agents(Map.of(AgentState.FAILED, 2, AgentState.LOST, 1, AgentState.REFUSED, 1))
                .costUsd(120.4)
                .costAgents(4)
                .waits(session.waits())
                .children(List.of())
                .asOf(SampleRecords.START + 3 * 24 * 3_600_000L)
                .build();
        Hierarchy hierarchy = new Hierarchy(failed, null, List.of(), List.of());

        assertThat(TreeRenderer.lines(new TreeView(Forest.of(hierarchy), 1, 61_000L, false, ZoneOffset.UTC), WIDE))
                .containsExactly(
                        "session s1",
                        "2025-10-09 08:53 to 08:55, 2 d 23 h ago · 1 min 1 s at work · $120"
                                + " · 2 failed, 1 not started, 1 lost, 1 turn failed");
    }

    @Test
    void shouldNotCountUpToNowWhatHasBeenSilentForDays() {
        AgentLifecycle replayed = SampleRecords.root("s1")
                .with()
                .asOf(SampleRecords.START + 7 * 24 * 3_600_000L)
                .build();
        SessionSummary session = SampleRecords.session("s1", SampleRecords.START + 50_000);
        ObjectNode json = Json.MAPPER.valueToTree(session);
        json.put("as_of", replayed.asOf());
        Hierarchy hierarchy =
                new Hierarchy(Json.read(Json.write(json), SessionSummary.class), null, List.of(replayed), List.of());

        assertThat(TreeRenderer.lines(view(hierarchy), WIDE))
                .contains("2025-10-09 08:53 to 08:54, 6 d 23 h ago · at least $0.50")
                .anyMatch(line -> line.startsWith("● main  state of root · 49 s"));
    }

    @Test
    void shouldKeepToTheWidthWhateverItIs() {
        for (int columns = 1; columns < 120; columns++) {
            int most = columns;
            assertThat(lines(FAMILY, new Terminal(columns, 40, true, false, true)))
                    .allSatisfy(line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(most));
        }
    }

    @Test
    void shouldDrawWithAsciiWhereNothingElseCanBeWritten() {
        assertThat(drawn(new Terminal(90, 40, false, false, false)))
                .startsWith("""
                        Checkout, second attempt
                        session s1, shop, ada@box
                        since 08:53, at least $0.50
                        main  at work, 59 s, $0.25, 12 tools, 1 failed, 16k tokens
                        |- Explore "find the parser"  finished, 41 s, $0.25, 12 tools, 1 failed, 16k tokens
                        """)
                .contains("|  `- Explore \"look\"")
                .matches("\\p{ASCII}+");
    }

    @Test
    void shouldColourOnlyWhereItIsWanted() {
        String coloured = drawn(new Terminal(Terminal.UNLIMITED, 40, true, true, true));

        assertThat(coloured).contains("\u001b[36m● \u001b[0m\u001b[1mmain\u001b[0m\u001b[36m  at work\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(drawn(WIDE));
    }

    @Test
    void shouldRaiseNoAlarmForARootThatWaitsForTheNextPrompt() {
        AgentLifecycle idle = SampleRecords.worded(SampleRecords.root("s1"), null, null, "waits for the next prompt")
                .with()
                .state(AgentState.WAITING)
                .waitingKind(WaitKind.PROMPT)
                .build();

        assertThat(lines(List.of(idle), new Terminal(Terminal.UNLIMITED, 40, true, true, true))
                        .get(3))
                .startsWith("\u001b[2m◇ \u001b[0m\u001b[1mmain\u001b[0m\u001b[2m  waits for the next prompt");
    }

    @Test
    void shouldNeutraliseControlCharactersOfAgents() {
        AgentLifecycle evil =
                SampleRecords.worded(SampleRecords.root("s1"), "ma\u001b[2Jin", "a\nb\u202ec\r\u0007", "x\u2028y");

        assertThat(lines(List.of(evil), WIDE).get(3)).startsWith("● ma·[2Jin \"a·b·c··\"  x·y");
    }

    @Test
    void shouldCountWideCharactersTwice() {
        AgentLifecycle wide = SampleRecords.worded(SampleRecords.root("s1"), "main", "漢字漢字漢字漢字漢字", "at work");

        String line =
                lines(List.of(wide), new Terminal(34, 40, true, false, true)).get(3);

        assertThat(line).startsWith("● main \"漢字漢字漢字漢…\"  at work");
        assertThat(TerminalText.width(line)).isLessThanOrEqualTo(34);
        assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void shouldDrawDeepTreesWithoutEndlessIndentation() {
        List<AgentLifecycle> agents = new ArrayList<>(List.of(SampleRecords.root("s1")));
        for (int i = 0; i < 5_000; i++) {
            agents.add(SampleRecords.agent("s1", "d" + i, i == 0 ? "root" : "d" + (i - 1)));
        }

        List<String> lines = lines(agents, WIDE);

        assertThat(lines).hasSize(5_004);
        assertThat(lines.getLast()).startsWith("[5000] ● Explore \"task of d4999\"");
    }

    @Test
    void shouldNameLinkedSessions() {
        SessionSummary linked = SessionSummary.builder()
                .sessionId("s1")
                .state(AgentState.WAITING)
                .stateReason("waits for the next prompt")
                .source("claude-code")
                .lastSeenAt(1L)
                .agents(Map.of())
                .waits(List.of())
                .parentSessionId("s0")
                .children(List.of(new SessionSummary.Child("s2", "a1", 1L), new SessionSummary.Child("s3", null, 2L)))
                .asOf(2L)
                .build();

        assertThat(TreeRenderer.lines(view(new Hierarchy(linked, null, List.of(), List.of())), WIDE))
                .containsExactly(
                        "session s1",
                        "last seen 00:00",
                        "started from session s0",
                        "started session s2 (by a1)",
                        "started session s3");
    }

    @Test
    void shouldFormatQuantitiesForPeople() {
        assertThat(List.of(-5L, 999L, 41_000L, 252_000L, 7_500_000L, 90_000_000L).stream()
                        .map(Quantities::duration))
                .containsExactly("0 s", "0 s", "41 s", "4 min 12 s", "2 h 5 min", "1 d 1 h");
        assertThat(List.of(0L, 950L, 16_400L, 999_499L, 999_500L, 1_234_567L).stream()
                        .map(Quantities::tokens))
                .containsExactly("0", "950", "16k", "999k", "1.0M", "1.2M");
        assertThat(List.of(0.0, 0.004, 4.1, 99.994, 1_234.4).stream().map(Quantities::dollars))
                .containsExactly("$0", "< $0.01", "$4.10", "$99.99", "$1234");
    }

    @Test
    void shouldNamePromptsByNumberAndShowAnAgentsPrompt() {
        AgentLifecycle review = changed(FINDER, json -> json.put("workflow_id", "w2"));
        Hierarchy hierarchy = new Hierarchy(
                SampleRecords.session("s1", 1),
                null,
                List.of(SampleRecords.root("s1"), review),
                List.of(prompt("w1", 1, null), prompt("w2", 2, "review"), prompt("w3", null, null)));

        List<String> lines = TreeRenderer.lines(view(hierarchy), WIDE);

        assertThat(lines.get(4)).startsWith("└─ ✓ Explore").endsWith("Prompt 2 /review");
        assertThat(lines.subList(5, 8))
                .containsExactly(
                        "Prompt 1  at work · 1 agent · 12 tools, 1 failed",
                        "Prompt 2 /review  at work · 1 agent · 12 tools, 1 failed",
                        "Prompt that was not seen  at work · 1 agent · 12 tools, 1 failed");
    }

    @Test
    void shouldNotNameTheOnlyPrompt() {
        Hierarchy hierarchy = new Hierarchy(
                SampleRecords.session("s1", 1),
                null,
                List.of(SampleRecords.root("s1"), FINDER),
                List.of(prompt("w1", 1, null)));

        assertThat(TreeRenderer.lines(view(hierarchy), WIDE)).noneMatch(line -> line.contains("Prompt"));
    }

    @Test
    void shouldShowTheErrorBelowAnAgentUnlessItsStateContainsIt() {
        AgentLifecycle failed = agent("a3", "a1", EdgeEvidence.RESULT, AgentState.FAILED);
        AgentLifecycle emitted = SampleRecords.worded(failed, "Explore", "look", "failed: as its notification says");
        List<String> lines = lines(
                List.of(
                        SampleRecords.root("s1"),
                        FINDER,
                        changed(emitted, json -> json.put("error_message", "API Error: 529 \u001b[31mOverloaded"))),
                WIDE);

        assertThat(lines.get(5)).startsWith("   └─ ✗ Explore \"look\"  failed: as its notification says");
        assertThat(lines.get(6))
                .startsWith("        API Error: 529 ")
                .endsWith("Overloaded")
                .doesNotContain("\u001b");

        AgentLifecycle same = changed(emitted, json -> json.put("error_message", "as its notification says"));
        assertThat(lines(List.of(SampleRecords.root("s1"), FINDER, same), WIDE)).hasSize(6);
    }

    private static WorkflowSummary prompt(String id, Integer number, String command) {
        ObjectNode json = Json.MAPPER.valueToTree(SampleRecords.workflow("s1", id));
        return Json.read(Json.write(json.put("number", number).put("command", command)), WorkflowSummary.class);
    }

    private static AgentLifecycle changed(AgentLifecycle agent, Consumer<ObjectNode> change) {
        ObjectNode json = Json.MAPPER.valueToTree(agent);
        change.accept(json);
        return Json.read(Json.write(json), AgentLifecycle.class);
    }
}
