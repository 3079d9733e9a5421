package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundShell;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.TaskNotified;
import io.delegraph.schemas.event.ToolEnded;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The stored data of background shells and worktrees: ids, and names as far as privacy allows. */
class BackgroundWorkTest {
    private static final String NOTIFICATION = """
            <task-notification>
            <task-id>a1</task-id>
            <status>%s</status>
            <result>%s</result>
            <usage><subagent_tokens>5</subagent_tokens></usage>
            <worktree><worktreePath>%s</worktreePath><worktreeBranch>worktree-x</worktreeBranch></worktree>
            </task-notification>""";

    private static <T> T event(Class<T> type, PrivacyMode privacy, String hook, String... replacements) {
        Normalized normalized = ClientAdapters.normalizer(privacy, KeyedHashes.NONE)
                .normalize(
                        hook.formatted((Object[]) replacements).getBytes(StandardCharsets.UTF_8),
                        new RawPosition(0, 0, 0));
        AgentEvent event = ((Normalized.Accepted) normalized).events().getFirst();
        return type.cast(event);
    }

    private static TaskNotified notified(PrivacyMode privacy, String prompt) {
        ObjectNode hook = Json.MAPPER.createObjectNode();
        hook.put("session_id", "s").put("hook_event_name", "UserPromptSubmit").put("prompt", prompt);
        return event(TaskNotified.class, privacy, hook.toString().replace("%", "%%"));
    }

    @ParameterizedTest
    @EnumSource(PrivacyMode.class)
    void shouldTakeTheShellThatACallLeftRunning(PrivacyMode privacy) {
        ToolEnded ended = event(ToolEnded.class, privacy, """
                {"session_id": "s", "hook_event_name": "PostToolUse", "agent_id": "a1", "tool_name": "Bash", "tool_use_id": "t1",
                 "tool_input": {"command": "PORT=80 /opt/bin/vite --host secret", "run_in_background": true},
                 "tool_response": {"stdout": "", "backgroundTaskId": "b1", "backgroundEndsWithFinalResponse": true}}""");

        assertThat(ended.shell()).isEqualTo(new BackgroundShell("b1", true));
        assertThat(ended.target()).isEqualTo(privacy == PrivacyMode.NONE ? null : "vite");
    }

    @Test
    void shouldTakeNoShellOfACallThatEnded() {
        ToolEnded ended = event(ToolEnded.class, PrivacyMode.DEFAULT, """
                {"session_id": "s", "hook_event_name": "PostToolUse", "tool_name": "Bash", "tool_use_id": "t1",
                 "tool_input": {"command": "ls"}, "tool_response": {"stdout": "x"}}""");

        assertThat(ended.shell()).isNull();
        assertThat(ended.stoppedShellId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"local_bash, b1, ", "local_agent, , b1", "remote_agent, , "})
    void shouldDistinguishAStoppedShellFromAStoppedAgent(String type, String shell, String agent) {
        ToolEnded ended = event(ToolEnded.class, PrivacyMode.DEFAULT, """
                {"session_id": "s", "hook_event_name": "PostToolUse", "tool_name": "TaskStop", "tool_use_id": "t1",
                 "tool_input": {"task_id": "b1"}, "tool_response": {"task_id": "b1", "task_type": "%s"}}""", type);

        assertThat(ended.stoppedShellId()).isEqualTo(shell);
        assertThat(ended.stoppedAgentId()).isEqualTo(agent);
    }

    @Test
    void shouldTakeOnlyTheShellsOfWhatASubagentsStopLists() {
        assertThat(stop("""
                , "background_tasks": [{"id": "a1", "type": "subagent", "status": "running"},
                 {"id": "b1", "type": "shell", "status": "running", "command": "secret"}]""").backgroundShells()).containsExactly("b1");
        assertThat(stop(", \"background_tasks\": []").backgroundShells()).isEmpty();
        assertThat(stop("").backgroundShells()).isNull();
    }

    private static AgentStopped stop(String more) {
        return event(
                AgentStopped.class,
                PrivacyMode.DEFAULT,
                "{\"session_id\": \"s\", \"hook_event_name\": \"SubagentStop\", \"agent_id\": \"a1\"%s}",
                more);
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT, agent-a1", "FULL, agent-a1", "NONE, ''"})
    void shouldTakeTheNameOfAWorktreeThatWasKept(PrivacyMode privacy, String name) {
        String path = "/home/dev/secret/.claude/worktrees/agent-a1";
        SpawnAnswered answered = event(SpawnAnswered.class, privacy, """
                {"session_id": "s", "hook_event_name": "PostToolUse", "tool_name": "Agent", "tool_use_id": "t1",
                 "tool_input": {"prompt": "p"}, "tool_response": {"status": "completed", "agentId": "a1", "worktreePath": "%s"}}""", path);

        assertThat(answered.worktree()).isEqualTo(name);
        assertThat(notified(privacy, NOTIFICATION.formatted("completed", "done", path))
                        .worktree())
                .isEqualTo(name);
    }

    @Test
    void shouldIgnoreAWorktreeInTheTextOfAnAgent() {
        String result = "see <worktree><worktreePath>/tmp/forged</worktreePath></worktree>";
        String prompt = NOTIFICATION.formatted("completed", result, "/w/true");

        assertThat(notified(PrivacyMode.DEFAULT, prompt).worktree()).isEqualTo("true");
        assertThat(notified(PrivacyMode.DEFAULT, prompt.replaceAll("(?s)</usage>.*</worktree>", "</usage>"))
                        .worktree())
                .isNull();
    }
}
