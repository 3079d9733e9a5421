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
import io.delegraph.schemas.lifecycle.WorkflowSummary;
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
        return TreeRenderer.lines(
                Forest.of(new Hierarchy(SampleRecords.session("s1", 1), null, agents, List.of())), screen);
    }

    private static String drawn(Terminal screen) {
        return String.join("\n", lines(FAMILY, screen)) + "\n";
    }

    @Test
    void shouldDrawAFamilyWithEveryState() {
        assertThat(drawn(WIDE)).isEqualTo("""
                session s1 · shop · ada@box
                ● main  at work · 59 s · 12 tools, 1 failed · 16k tokens
                ├─ ✓ Explore "find the parser"  finished · 41 s · 12 tools, 1 failed · 16k tokens
                │  ├─ ◆ general-purpose "check the tests of the parser"  waits for permission to use Bash · 59 s · 12 tools, 1 failed · 16k tokens · parent guessed
                │  └─ ✗ Explore "look"  failed: model API error 529 · 41 s · 12 tools, 1 failed · 16k tokens
                └─ ⊘ Plan planner "think about it"  not started: too deep · in background
                unparented: what started these is not known
                └─ ? (type unknown) "who am I"  no event for 31 min; last tool Bash · 41 s · 12 tools, 1 failed · 16k tokens
                   └─ ■ Explore "below"  stopped by another agent · 41 s · 12 tools, 1 failed · 16k tokens
                """);
    }

    @Test
    void shouldShortenDescriptionsBeforeItCutsLines() {
        assertThat(drawn(new Terminal(80, 40, true, false, true))).isEqualTo("""
                session s1 · shop · ada@box
                ● main  at work · 59 s · 12 tools, 1 failed · 16k tokens
                ├─ ✓ Explore "find the pars…"  finished · 41 s · 12 tools, 1 failed · 16k tokens
                │  ├─ ◆ general-purpose "check …"  waits for permission to use Bash · 59 s · 12…
                │  └─ ✗ Explore "look"  failed: model API error 529 · 41 s · 12 tools, 1 failed…
                └─ ⊘ Plan planner "think about it"  not started: too deep · in background
                unparented: what started these is not known
                └─ ? (type unknown) "who am…"  no event for 31 min; last tool Bash · 41 s · 12 t…
                   └─ ■ Explore "below"  stopped by another agent · 41 s · 12 tools, 1 failed ·…
                """);
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
                        session s1, shop, ada@box
                        main  at work, 59 s, 12 tools, 1 failed, 16k tokens
                        |- Explore "find the parser"  finished, 41 s, 12 tools, 1 failed, 16k tokens
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
    void shouldNeutraliseControlCharactersOfAgents() {
        AgentLifecycle evil =
                SampleRecords.worded(SampleRecords.root("s1"), "ma\u001b[2Jin", "a\nb\u202ec\r\u0007", "x\u2028y");

        assertThat(lines(List.of(evil), WIDE).get(1)).startsWith("● ma·[2Jin \"a·b·c··\"  x·y");
    }

    @Test
    void shouldCountWideCharactersTwice() {
        AgentLifecycle wide = SampleRecords.worded(SampleRecords.root("s1"), "main", "漢字漢字漢字漢字漢字", "at work");

        String line =
                lines(List.of(wide), new Terminal(66, 40, true, false, true)).get(1);

        assertThat(line).startsWith("● main \"漢字漢…\"  at work");
        assertThat(TerminalText.width(line)).isLessThanOrEqualTo(66);
        assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void shouldDrawDeepTreesWithoutEndlessIndentation() {
        List<AgentLifecycle> agents = new ArrayList<>(List.of(SampleRecords.root("s1")));
        for (int i = 0; i < 5_000; i++) {
            agents.add(SampleRecords.agent("s1", "d" + i, i == 0 ? "root" : "d" + (i - 1)));
        }

        List<String> lines = lines(agents, WIDE);

        assertThat(lines).hasSize(5_002);
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

        assertThat(TreeRenderer.lines(Forest.of(new Hierarchy(linked, null, List.of(), List.of())), WIDE))
                .containsExactly(
                        "session s1", "started from session s0", "started session s2 (by a1)", "started session s3");
    }

    @Test
    void shouldFormatQuantitiesForPeople() {
        assertThat(List.of(-5L, 999L, 41_000L, 252_000L, 7_500_000L, 90_000_000L).stream()
                        .map(Quantities::duration))
                .containsExactly("0 s", "0 s", "41 s", "4 min 12 s", "2 h 5 min", "1 d 1 h");
        assertThat(List.of(0L, 950L, 16_400L, 999_499L, 999_500L, 1_234_567L).stream()
                        .map(Quantities::tokens))
                .containsExactly("0", "950", "16k", "999k", "1.0M", "1.2M");
    }

    @Test
    void shouldNamePromptsByNumberAndShowAnAgentsPrompt() {
        AgentLifecycle review = changed(FINDER, json -> json.put("workflow_id", "w2"));
        Hierarchy hierarchy = new Hierarchy(
                SampleRecords.session("s1", 1),
                null,
                List.of(SampleRecords.root("s1"), review),
                List.of(prompt("w1", 1, null), prompt("w2", 2, "review"), prompt("w3", null, null)));

        List<String> lines = TreeRenderer.lines(Forest.of(hierarchy), WIDE);

        assertThat(lines.get(2)).startsWith("└─ ✓ Explore").endsWith("Prompt 2 /review");
        assertThat(lines.subList(3, 6))
                .containsExactly(
                        "Prompt 1  going on · 1 agent · 12 tools, 1 failed",
                        "Prompt 2 /review  going on · 1 agent · 12 tools, 1 failed",
                        "Prompt that was not seen  going on · 1 agent · 12 tools, 1 failed");
    }

    @Test
    void shouldNotNameTheOnlyPrompt() {
        Hierarchy hierarchy = new Hierarchy(
                SampleRecords.session("s1", 1),
                null,
                List.of(SampleRecords.root("s1"), FINDER),
                List.of(prompt("w1", 1, null)));

        assertThat(TreeRenderer.lines(Forest.of(hierarchy), WIDE)).noneMatch(line -> line.contains("Prompt"));
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

        assertThat(lines.get(3)).startsWith("   └─ ✗ Explore \"look\"  failed: as its notification says");
        assertThat(lines.get(4))
                .startsWith("        API Error: 529 ")
                .endsWith("Overloaded")
                .doesNotContain("\u001b");

        AgentLifecycle same = changed(emitted, json -> json.put("error_message", "as its notification says"));
        assertThat(lines(List.of(SampleRecords.root("s1"), FINDER, same), WIDE)).hasSize(4);
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
