package io.delegraph.transcript;

import static io.delegraph.transcript.Lines.SESSION;
import static io.delegraph.transcript.Lines.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.ImportedSessions;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.TokensSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The formats of the client's versions, each in a small transcript. */
class TranscriptReaderTest {
    private static final String COMPLETED =
            "{\"status\":\"completed\",\"agentId\":\"a1\",\"totalDurationMs\":2500,\"totalTokens\":70,\"totalToolUseCount\":1,"
                    + "\"content\":[{\"type\":\"text\",\"text\":\"found\"}],\"usage\":{\"input_tokens\":60,\"output_tokens\":10}}";
    private static final String LAUNCHED = "{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a1\"}";

    private static Map<String, AgentLifecycle> agents(Lines session) {
        return ImportedSessions.agents(new Transcripts().session(session.list()).events());
    }

    @Test
    void shouldTakeAnAgentsStartFromItsAnswerWhenNoOtherEntryHasIt() {
        AgentLifecycle agent = agents(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Task", "Explore")
                        .after(4_000)
                        .answers("t1", "found", COMPLETED)
                        .says("done"))
                .get("a1");

        assertThat(agent.parentAgentId()).isEqualTo("root");
        assertThat(agent.edgeEvidence()).isEqualTo(EdgeEvidence.RESULT);
        assertThat(agent.agentType()).isEqualTo("Explore");
        assertThat(agent.description()).isEqualTo("for t1");
        assertThat(agent.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(agent.startedAt()).isEqualTo(START + 6_000 - 2_500);
        assertThat(agent.durationMs()).isEqualTo(2_500);
        assertThat(agent.totalTokens()).isEqualTo(70);
        assertThat(agent.tokensSource()).isEqualTo(TokensSource.LAST_REQUEST);
    }

    @Test
    void shouldReadTheMessagesThatProgressRepeats() {
        AgentLifecycle agent = agents(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Task", "Explore")
                        .progress("a1", "t1", "user", "{\"content\":[{\"type\":\"text\",\"text\":\"do\"}]}")
                        .progress(
                                "a1",
                                "t1",
                                "assistant",
                                "{\"id\":\"m1\",\"usage\":{\"input_tokens\":30,\"output_tokens\":3},\"content\":[{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"Bash\",\"input\":{\"command\":\"false\"}}]}")
                        .progress(
                                "a1",
                                "t1",
                                "assistant",
                                "{\"id\":\"m1\",\"usage\":{\"input_tokens\":30,\"output_tokens\":4},\"content\":[{\"type\":\"tool_use\",\"id\":\"t3\",\"name\":\"Read\",\"input\":{\"file_path\":\"/x/y\"}}]}")
                        .progress(
                                "a1",
                                "t1",
                                "user",
                                "{\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t2\",\"is_error\":true,\"content\":\"Exit code 1\"}]}")
                        .progress(
                                "a1",
                                "t1",
                                "user",
                                "{\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t3\",\"content\":\"text\"}]}")
                        .answers("t1", "found", COMPLETED)
                        .says("done"))
                .get("a1");

        assertThat(agent.edgeEvidence()).isEqualTo(EdgeEvidence.META);
        assertThat(agent.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(agent.toolCalls()).isEqualTo(2);
        assertThat(agent.toolFailures()).isEqualTo(1);
        assertThat(agent.lastTool()).isEqualTo("Read");
        // 30 and 4 of the repeated message, 60 and 10 of the last one, which only the answer contains
        assertThat(agent.tokens()).isEqualTo(new TokenUsage(90, 14, 0, 0));
        assertThat(agent.tokensSource()).isEqualTo(TokensSource.TRANSCRIPT);
    }

    @Test
    void shouldReadAnAgentsOwnTranscriptWithItsNestedAgent() {
        Lines outer = Lines.ofAgent("a1")
                .after(1_500)
                .prompt("do")
                .delegates("t2", "Agent", "Plan")
                .answers(
                        "t2",
                        "planned\\nagentId: a2 (for later)\\n<usage>total_tokens: 44\\ntool_uses: 0\\nduration_ms: 900</usage>",
                        null)
                .says("all");
        Lines inner = Lines.ofAgent("a2").after(2_600).prompt("plan").says("planned");
        Map<String, AgentLifecycle> agents = ImportedSessions.agents(new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Agent", "Explore")
                        .after(9_000)
                        .answers("t1", "found", COMPLETED)
                        .says("done")
                        .list())
                .agent("a1", outer.list())
                .agent("a2", inner.list())
                .note("a2", "{\"agentType\":\"Plan\",\"toolUseId\":\"t2\",\"parentAgentId\":\"a1\"}")
                .events());

        AgentLifecycle nested = agents.get("a2");
        assertThat(nested.parentAgentId()).isEqualTo("a1");
        assertThat(nested.agentHierarchyLevel()).isEqualTo(2);
        assertThat(nested.agentType()).isEqualTo("Plan");
        assertThat(nested.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(nested.totalTokens()).isEqualTo(15);
        assertThat(agents.get("a1").totalTokens()).isEqualTo(30);
    }

    @Test
    void shouldTakeABackgroundAgentsEndFromItsNotification() {
        String notification =
                "<task-notification>\\n<task-id>a1</task-id>\\n<status>failed</status>\\n<result>secret</result>\\n</task-notification>";
        Lines queued = Lines.ofSession()
                .prompt("go")
                .delegates("t1", "Task", "Explore")
                .answers("t1", "launched", LAUNCHED)
                .says("started")
                .line("\"type\":\"queue-operation\",\"operation\":\"enqueue\",\"content\":\"" + notification + "\"");

        AgentLifecycle neverDelivered = agents(queued).get("a1");
        assertThat(neverDelivered.state()).isEqualTo(AgentState.FAILED);
        assertThat(neverDelivered.background()).isTrue();
        assertThat(neverDelivered.durationMs()).isEqualTo(2_000);

        queued.prompt(notification).says("noted");
        List<TranscriptHook> hooks = new Transcripts().session(queued.list()).hooks();
        assertThat(hooks.stream().filter(hook -> hook.envelope().contains("task-notification")))
                .as("reported once")
                .hasSize(1)
                .allSatisfy(hook -> assertThat(hook.envelope()).doesNotContain("secret"));
    }

    @Test
    void shouldTakeABackgroundAgentsEndFromTheToolThatWaitsForIt() {
        String running =
                "{\"retrieval_status\":\"timeout\",\"task\":{\"task_id\":\"a1\",\"task_type\":\"local_agent\",\"status\":\"running\"}}";
        Lines lines = Lines.ofSession()
                .prompt("go")
                .delegates("t1", "Task", "Explore")
                .answers("t1", "launched", LAUNCHED)
                .calls("t2", "TaskOutput", "{\"task_id\":\"a1\"}")
                .answers("t2", "", running)
                .calls("t3", "TaskOutput", "{\"task_id\":\"a1\"}")
                .answers("t3", "", running.replace("running", "completed"))
                .says("done");

        AgentLifecycle agent = agents(lines).get("a1");

        assertThat(agent.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(agent.durationMs()).isEqualTo(4_000);
    }

    @Test
    void shouldDistinguishRefusalsDenialsAndInterruptions() {
        Map<String, AgentLifecycle> agents = agents(Lines.ofSession()
                .prompt("go")
                .delegates("t1", "Task", "nobody")
                .fails("t1", "Agent type 'nobody' not found", "\"Error: Agent type 'nobody' not found\"")
                .delegates("t2", "Task", "Explore")
                .fails("t2", "no", "\"User rejected tool use\"")
                .delegates("t3", "Task", "Explore")
                .progress("a3", "t3", "user", "{\"content\":\"do\"}")
                .fails("t3", "no", "\"User rejected tool use\"")
                .delegates("t4", "Task", "Explore")
                .fails("t4", "stop", "\"Error: [Request interrupted by user for tool use]\"")
                .says("done"));

        assertThat(agents.get("t1").state()).isEqualTo(AgentState.REFUSED);
        assertThat(agents.get("t1").stateReason()).isEqualTo("not started: unknown type");
        assertThat(agents.get("t2").state()).isEqualTo(AgentState.REFUSED);
        assertThat(agents.get("a3").state()).as("it was at work").isEqualTo(AgentState.KILLED);
        assertThat(agents.get("t4").state()).isEqualTo(AgentState.KILLED);
    }

    @Test
    void shouldCountTeammatesAndRemoteAgentsSeparately() {
        Transcripts transcripts = new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Agent", "Explore")
                        .answers("t1", "spawned", "{\"status\":\"teammate_spawned\",\"teammate_id\":\"x@team\"}")
                        .delegates("t2", "Agent", "Explore")
                        .answers(
                                "t2",
                                "launched",
                                "{\"status\":\"remote_launched\",\"sessionUrl\":\"https://example.org/s\"}")
                        .says("done")
                        .list());

        Map<String, AgentLifecycle> agents = ImportedSessions.agents(transcripts.events());

        assertThat(agents.get("t1").parentAgentId()).isEqualTo("root");
        assertThat(transcripts.report()).contains("delegations: launched elsewhere 1, teammates 1");
    }

    @Test
    void shouldCountCallsAsHooksDo() {
        AgentLifecycle root = agents(Lines.ofSession()
                        .prompt("go")
                        .calls("t1", "Edit", "{\"file_path\":\"/x/y\"}")
                        .fails("t1", "<tool_use_error>not read yet</tool_use_error>", "\"Error: not read yet\"")
                        .calls("t2", "Bash", "{\"command\":\"false\"}")
                        .fails("t2", "Exit code 1", "\"Error: Exit code 1\"")
                        .calls("t3", "WebFetch", "{\"url\":\"http://x\"}")
                        .fails("t3", "no", "\"User rejected tool use\"")
                        .says("done"))
                .get("root");

        assertThat(root.toolCalls()).isEqualTo(3);
        assertThat(root.toolFailures())
                .as("what the client refused never began")
                .isEqualTo(1);
        assertThat(root.permissionDenials()).isEqualTo(1);
    }

    @Test
    void shouldLoseAnAgentWhenItsTranscriptBreaksOff() {
        Map<String, AgentLifecycle> agents = agents(Lines.ofSession()
                .prompt("go")
                .delegates("t1", "Task", "Explore")
                .progress("a1", "t1", "user", "{\"content\":\"do\"}")
                .delegates("t2", "Task", "Explore"));

        assertThat(agents.get("a1").state()).isEqualTo(AgentState.LOST);
        assertThat(agents.get("t2").state()).isEqualTo(AgentState.LOST);
        assertThat(agents.get("root").state()).isEqualTo(AgentState.LOST);
    }

    @Test
    void shouldEmitTheClientsEndOnlyWhenAnIdleTranscriptIsHoursOld() {
        Lines lines = Lines.ofSession().prompt("go").says("done");

        assertThat(ends(lines, START + 60_000))
                .as("a client that waits for a prompt")
                .isZero();
        assertThat(ends(lines, START + 7 * 3_600_000)).isOne();
        assertThat(ends(lines.prompt("more"), START + 7 * 3_600_000))
                .as("cut off")
                .isZero();
    }

    private static long ends(Lines lines, long readAt) {
        return new Transcripts()
                .session(lines.list()).hooks(Instant.ofEpochMilli(readAt)).stream()
                        .filter(hook -> hook.envelope().contains("\"SessionEnd\""))
                        .count();
    }

    @Test
    void shouldTakeOnlyWhatPeopleSubmitForPrompts() {
        List<TranscriptHook> hooks = new Transcripts()
                .session(Lines.ofSession()
                        .prompt(
                                "<command-message>plan</command-message>\\n<command-name>/sc:plan</command-name>\\n<command-args>--loop</command-args>")
                        .says("done")
                        .prompt("<command-name>/clear</command-name>")
                        .prompt("<local-command-stdout>cleared</local-command-stdout>")
                        .user("\"isMeta\":true,\"message\":{\"content\":\"Caveat\"}")
                        .user("\"isCompactSummary\":true,\"message\":{\"content\":\"Summary\"}")
                        .prompt("[Request interrupted by user]")
                        .list())
                .hooks();

        assertThat(hooks.stream()
                        .map(TranscriptHook::envelope)
                        .filter(envelope -> envelope.contains("UserPromptSubmit")))
                .singleElement()
                .asString()
                .contains("\"prompt\":\"/sc:plan --loop\"");
    }

    @Test
    void shouldStartAnAgentAgainWhenAMessageResumesIt() {
        Lines agent = Lines.ofAgent("a1")
                .after(1_500)
                .prompt("do")
                .says("done")
                .after(5_000)
                .user("\"isMeta\":true,\"message\":{\"content\":\"once more\"}")
                .says("done again");
        Lines session = Lines.ofSession()
                .prompt("go")
                .delegates("t1", "Agent", "Explore")
                .after(1_000)
                .answers("t1", "found", COMPLETED)
                .after(3_000)
                .calls("t2", "SendMessage", "{\"to\":\"a1\",\"message\":\"once more\"}")
                .answers("t2", "sent", "{\"success\":true,\"resumedAgentId\":\"a1\"}")
                .says("done");

        Map<String, AgentLifecycle> agents = ImportedSessions.agents(new Transcripts()
                .session(session.list())
                .agent("a1", agent.list())
                .events());

        assertThat(agents.get("a1").runs()).isEqualTo(2);
        assertThat(agents.get("a1").state()).isEqualTo(AgentState.COMPLETED);
        assertThat(agents.get("root").messagesSent()).isEqualTo(1);
    }

    @Test
    void shouldStartATeammateAgainWithEveryMessageThatItHandles() {
        String message = "<teammate-message teammate_id=\\\"team-lead\\\">%s</teammate-message>";
        Lines mate = Lines.ofAgent("arev-1")
                .after(1_500)
                .prompt(message.formatted("review"))
                .user(
                        "\"isMeta\":true,\"message\":{\"content\":\"<system-reminder>others are there</system-reminder>\"}")
                .says("reviewed")
                .prompt(message.formatted("once more"))
                .says("reviewed again")
                .user("\"isMeta\":true,\"message\":{\"content\":\"<system-reminder>idle</system-reminder>\"}")
                .prompt(message.formatted("and again"))
                .says("reviewed at last");
        Transcripts transcripts = new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Agent", "general-purpose")
                        .answers("t1", "spawned", "{\"status\":\"teammate_spawned\",\"agentId\":\"arev-1\"}")
                        .says("done")
                        .list())
                .agent("arev-1", mate.list())
                .note(
                        "arev-1",
                        "{\"agentType\":\"rev\",\"taskKind\":\"in_process_teammate\",\"spawnedAgentType\":\"general-purpose\"}");

        AgentLifecycle agent = ImportedSessions.agents(transcripts.events()).get("arev-1");

        assertThat(agent.runs()).isEqualTo(3);
        assertThat(agent.parentAgentId()).isEqualTo("root");
        assertThat(transcripts.hooks().stream().filter(hook -> hook.id().endsWith("/SubagentStart")))
                .hasSize(3)
                .allSatisfy(hook -> assertThat(hook.envelope())
                        .as("the client's note as a whole")
                        .contains("\"taskKind\":\"in_process_teammate\"", "\"spawnedAgentType\":\"general-purpose\""));
    }

    @Test
    void shouldAssignASidechainToItsAgentByTheTask() {
        String one = "\"isSidechain\":true,\"uuid\":\"%s\",\"parentUuid\":%s,";
        Lines lines = Lines.ofSession()
                .prompt("go")
                .calls("t1", "Task", "{\"subagent_type\":\"Explore\",\"prompt\":\"first\"}")
                .calls("t2", "Task", "{\"subagent_type\":\"Plan\",\"prompt\":\"second\"}");
        sidechain(lines, "b", "second", "t4", "Read");
        sidechain(lines, "a", "first", "t3", "Bash");
        lines.line((one + "\"type\":\"user\",\"message\":{\"content\":\"Warmup\"}").formatted("w1", "null"))
                .answers("t2", "planned", "{\"content\":[],\"totalDurationMs\":100,\"usage\":{\"input_tokens\":9}}")
                .answers("t1", "found", "{\"content\":[],\"totalDurationMs\":100,\"usage\":{\"input_tokens\":9}}")
                .says("done");

        Map<String, AgentLifecycle> agents = agents(lines);

        assertThat(agents).containsOnlyKeys("root", "inline-a1", "inline-b1");
        assertThat(agents.get("root").toolCalls()).isEqualTo(2);
        AgentLifecycle first = agents.get("inline-a1");
        assertThat(first.requestToolUseId()).isEqualTo("t1");
        assertThat(first.agentType()).isEqualTo("Explore");
        assertThat(first.lastTool()).isEqualTo("Bash");
        assertThat(first.toolCalls()).isEqualTo(1);
        assertThat(first.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(first.tokens()).as("each message once").isEqualTo(new TokenUsage(20, 10, 0, 0));
        assertThat(agents.get("inline-b1").requestToolUseId()).isEqualTo("t2");
        assertThat(agents.get("inline-b1").lastTool()).isEqualTo("Read");
    }

    /** Like clients before agents had ids: each entry names the previous one. */
    private static void sidechain(Lines lines, String chain, String task, String call, String tool) {
        String message =
                "\"message\":{\"id\":\"m%s\",\"model\":\"m\",\"content\":[%s],\"usage\":{\"input_tokens\":10,\"output_tokens\":5}}";
        String[] entries = {
            "\"type\":\"user\",\"message\":{\"content\":\"" + task + "\"}",
            "\"type\":\"assistant\","
                    + message.formatted(
                            chain + 1,
                            "{\"type\":\"tool_use\",\"id\":\"" + call + "\",\"name\":\"" + tool + "\",\"input\":{}}"),
            "\"type\":\"user\",\"message\":{\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"" + call
                    + "\",\"content\":\"\"}]}",
            "\"type\":\"assistant\"," + message.formatted(chain + 2, "{\"type\":\"text\",\"text\":\"done\"}")
        };
        for (int i = 0; i < entries.length; i++) {
            lines.raw(
                    "{\"isSidechain\":true,\"sessionId\":\"%s\",\"uuid\":\"%s%d\",\"parentUuid\":%s,\"timestamp\":\"%s\",%s}"
                            .formatted(
                                    SESSION,
                                    chain,
                                    i + 1,
                                    i == 0 ? "null" : "\"" + chain + i + "\"",
                                    Instant.ofEpochMilli(START + 4_000 + i),
                                    entries[i]));
        }
    }

    @Test
    void shouldReadTheFlatLayoutOfOlderClientsWithoutWarmups() {
        Transcripts transcripts = new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Task", "Explore")
                        .after(5_000)
                        .answers("t1", "found", COMPLETED)
                        .says("done")
                        .list())
                .agent(
                        "a1",
                        Lines.ofAgent("a1")
                                .after(1_500)
                                .prompt("do")
                                .calls("t2", "Bash", "{}")
                                .answers("t2", "", null)
                                .says("found")
                                .list())
                .agent("a9", Lines.ofAgent("a9").prompt("Warmup").says("ready").list());

        Map<String, AgentLifecycle> agents = ImportedSessions.agents(transcripts.events());

        assertThat(agents).containsOnlyKeys("root", "a1");
        assertThat(agents.get("a1").toolCalls()).isEqualTo(1);
        assertThat(agents.get("a1").agentType()).isEqualTo("Explore");
        assertThat(agents.get("a1").edgeEvidence()).isEqualTo(EdgeEvidence.RESULT);
    }

    @Test
    void shouldOmitThePermissionModeWhenItIsUnknown() {
        Lines lines = Lines.ofSession()
                .user("\"permissionMode\":\"plan\",\"message\":{\"content\":\"go\"}")
                .calls("t1", "Read", "{}")
                .answers("t1", "", null);
        assertThat(agents(lines).get("root").permissionMode()).isEqualTo("plan");

        lines.calls("t2", "ExitPlanMode", "{}").answers("t2", "approved", null);
        lines.calls("t3", "Bash", "{}").answers("t3", "", null).says("done");
        assertThat(agents(lines).get("root").permissionMode()).isNull();

        lines.raw("{\"type\":\"permission-mode\",\"permissionMode\":\"acceptEdits\",\"sessionId\":\"" + SESSION + "\"}")
                .calls("t4", "Bash", "{}")
                .answers("t4", "", null);
        assertThat(agents(lines).get("root").permissionMode()).isEqualTo("acceptEdits");
    }

    @Test
    void shouldKeepThePermissionModeWhenAPersonRefusesToLeaveThePlanning() {
        assertThat(agents(Lines.ofSession()
                                .user("\"permissionMode\":\"plan\",\"message\":{\"content\":\"go\"}")
                                .calls("t1", "ExitPlanMode", "{}")
                                .fails("t1", "no", "\"User rejected tool use\""))
                        .get("root")
                        .permissionMode())
                .isEqualTo("plan");
    }

    @Test
    void shouldTakeAPersonsTitleBeforeTheClients() {
        String entry = "{\"type\":\"%s\",\"%s\":\"%s\",\"sessionId\":\"" + SESSION + "\"}";
        Lines lines = Lines.ofSession()
                .raw("{\"type\":\"summary\",\"summary\":\"of another session\",\"leafUuid\":\"u019\"}")
                .prompt("go")
                .says("done");
        assertThat(title(lines)).isNull();

        lines.raw("{\"type\":\"summary\",\"summary\":\"summed up\",\"leafUuid\":\"u219\"}");
        assertThat(title(lines)).isEqualTo("summed up");

        lines.raw(entry.formatted("ai-title", "aiTitle", "made first"));
        lines.raw(entry.formatted("ai-title", "aiTitle", "made last"));
        assertThat(title(lines)).isEqualTo("made last");

        lines.raw(entry.formatted("custom-title", "customTitle", "my own, token ghp_" + "a".repeat(36)));
        lines.raw(entry.formatted("ai-title", "aiTitle", "made afterwards"));
        assertThat(title(lines)).startsWith("my own, token ").doesNotContain("ghp_");
    }

    private static String title(Lines session) {
        return ImportedSessions.title(new Transcripts().session(session.list()).events());
    }

    @Test
    void shouldEmitAnErrorOfTheModelApi() {
        String synthetic = "\"type\":\"assistant\",\"isApiErrorMessage\":true,\"error\":\"overloaded\","
                + "\"message\":{\"model\":\"<synthetic>\",\"content\":[{\"type\":\"text\",\"text\":\"API Error\"}]}";
        Map<String, AgentLifecycle> agents = ImportedSessions.agents(new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .delegates("t1", "Agent", "Explore")
                        .after(5_000)
                        .fails("t1", "Agent terminated early", "\"Error: Agent terminated early\"")
                        .says("done")
                        .list())
                .agent(
                        "a1",
                        Lines.ofAgent("a1")
                                .after(1_500)
                                .prompt("do")
                                .line(synthetic)
                                .list())
                .note("a1", "{\"agentType\":\"Explore\",\"toolUseId\":\"t1\"}")
                .events());

        assertThat(agents.get("a1").state()).isEqualTo(AgentState.FAILED);
        assertThat(agents.get("a1").stateReason()).isEqualTo("failed: model API error overloaded");
    }

    @Test
    void shouldReportABrokenLineAndContinue() {
        Transcripts transcripts = new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .raw("{\"type\":\"assistant\",\"mess")
                        .raw("[1]")
                        .raw("{\"type\":\"api-request-blob\",\"never\":\"parsed")
                        .raw("{\"type\":\"summary\",\"summary\":\"x\"}")
                        .answers("t9", "found", COMPLETED)
                        .says("done")
                        .list());

        AgentLifecycle agent = ImportedSessions.agents(transcripts.events()).get("a1");

        assertThat(agent.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(transcripts.report())
                .contains(
                        "delegations: known by their answer alone 1",
                        "2 entries skipped, no hook stands for them: api-request 1, summary 1",
                        "2 not read:",
                        "  line: not a JSON object");
    }

    @Test
    void shouldContinueWhenAnAnswerNamesNoCall() {
        Lines session = Lines.ofSession()
                .prompt("go")
                .line("\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                        + "\"content\":\"found\"}]},\"toolUseResult\":" + COMPLETED)
                .says("done");

        Map<String, AgentLifecycle> agents = ImportedSessions.agents(new Transcripts()
                .session(session.list())
                .note("a9", "{\"toolUseId\":\"t9\"}")
                .events());

        assertThat(agents.get("root").state()).isEqualTo(AgentState.COMPLETED);
    }

    @Test
    void shouldOmitToolAnswersAndBoundTheSizeOfHooks() {
        String large = "x".repeat(2_000_000);
        List<TranscriptHook> hooks = new Transcripts()
                .session(Lines.ofSession()
                        .prompt("go")
                        .calls("t1", "Write", "{\"file_path\":\"/x/y\",\"content\":\"" + large + "\"}")
                        .answers("t1", "private", "{\"content\":\"private\"}")
                        .says("done")
                        .list())
                .hooks();

        assertThat(hooks).allSatisfy(hook -> {
            assertThat(hook.envelope().length()).isLessThan(1_000_000);
            assertThat(hook.envelope()).doesNotContain("private").contains("\"history\":true");
            assertThat(hook.sessionId()).isEqualTo(SESSION);
        });
        assertThat(hooks)
                .anySatisfy(hook -> assertThat(hook.envelope())
                        .contains("\"tool_name\":\"Write\"", "\"file_path\":\"/x/y\"", "\"reduced_from_bytes\":20"));
    }

    @Test
    void shouldGiveEveryHookAnIdOfItsOwnAndTheSameEachTime() {
        List<TranscriptHook> first =
                Transcripts.in(Transcripts.PAIR.resolve("project")).hooks();

        assertThat(first.stream().map(TranscriptHook::id)).doesNotHaveDuplicates();
        assertThat(Transcripts.in(Transcripts.PAIR.resolve("project")).hooks()).isEqualTo(first);
    }
}
