package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.ingest.adapters.ClientAdapters;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads with the fields of each client's documentation of its hooks. */
class ForeignClientDetectorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Cursor | {"conversation_id":"c","generation_id":"g","model":"m","hook_event_name":"beforeShellExecution","cursor_version":"2.0","workspace_roots":["/p"],"command":"ls","cwd":"/p"}
            Cursor | {"session_id":"c","conversation_id":"c","generation_id":"g","hook_event_name":"sessionStart","workspace_roots":["/p"],"transcript_path":null}
            Cursor | {"session_id":"c","generation_id":"g","conversation_id":"c","hook_event_name":"PreToolUse","tool_name":"Shell","transcript_path":"/home/me/.cursor/projects/p/agent-transcripts/c.jsonl"}
            Codex CLI | {"session_id":"s","turn_id":"t","transcript_path":"/home/me/.codex/sessions/2026/01/02/rollout-1.jsonl","cwd":"/p","hook_event_name":"PreToolUse","model":"m","permission_mode":"default","tool_name":"Bash","tool_input":{"command":"ls"},"tool_use_id":"call_1"}
            Codex CLI | {"session_id":"s","transcript_path":null,"cwd":"/p","hook_event_name":"SessionStart","model":"m","permission_mode":"default","source":"startup"}
            Codex CLI | {"type":"agent-turn-complete","thread-id":"t","turn-id":"1","input-messages":["x"]}
            Gemini CLI | {"session_id":"s","transcript_path":"/home/me/.gemini/tmp/p/chats/s.json","cwd":"/p","hook_event_name":"BeforeTool","timestamp":"2026-01-02T03:04:05Z","tool_name":"run_shell_command","tool_input":{}}
            Gemini CLI | {"session_id":"s","transcript_path":"","cwd":"/p","hook_event_name":"SessionStart","timestamp":"2026-01-02T03:04:05Z","source":"startup"}
            Qwen Code | {"session_id":"s","transcript_path":"/home/me/.qwen/tmp/p/s.json","cwd":"/p","hook_event_name":"PreToolUse","timestamp":"2026-01-02T03:04:05Z"}
            GitHub Copilot | {"sessionId":"s","timestamp":1767323045000,"cwd":"/p","toolName":"bash","toolArgs":"{}"}
            GitHub Copilot | {"session_id":"s","timestamp":"2026-01-02T03:04:05Z","cwd":"/p","hook_event_name":"PreToolUse"}
            Windsurf | {"agent_action_name":"pre_run_command","trajectory_id":"t","execution_id":"e","tool_info":{}}
            Cline | {"clineVersion":"3.1","hookName":"PreToolUse","taskId":"1","workspaceRoots":["/p"]}
            OpenCode | {"type":"session.idle","sessionID":"s"}
            Kiro | {"hook_event_name":"agentSpawn","cwd":"/p"}
            Factory Droid | {"session_id":"s","transcript_path":"/home/me/.factory/sessions/s.jsonl","cwd":"/p","hook_event_name":"Stop"}
            """)
    void shouldNameTheClientWhenAHookIsForeign(String client, String hook) {
        assertThat(normalized(hook))
                .asInstanceOf(InstanceOfAssertFactories.type(Normalized.Invalid.class))
                .extracting(Normalized.Invalid::reason)
                .asString()
                .startsWith("not a hook of Claude Code; it looks like ")
                .contains(client);
    }

    /** A later Claude Code may have any field: one mark does not outweigh a transcript in Claude Code's directory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"EventOfNextYear\",\"x\":1}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"SessionStart\",\"model\":\"m\",\"source\":\"startup\",\"transcript_path\":\"/home/me/.claude/projects/p/s.jsonl\"}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"transcript_path\":\"/home/me/.claude/projects/p/s.jsonl\"}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"turn_id\":\"t\",\"transcript_path\":\"C:\\\\conf\\\\projects\\\\p\\\\s.jsonl\"}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"cwd\":\"/home/me/.codex\"}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"x\",\"tool_input\":{\"turn_id\":\"t\",\"timestamp\":1}}",
                "{\"v\":1,\"source\":\"claude-code\",\"hook\":{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}}",
                "{\"v\":1,\"source\":\"demo\",\"hook\":{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}}",
                "{\"v\":1,\"hook\":{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}}",
            })
    void shouldTakeWhatMayBeClaudeCodes(String record) {
        assertThat(normalized(record)).isInstanceOf(Normalized.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"codex", "cursor", "gemini-cli", "Claude-Code"})
    void shouldRejectASourceWithoutAnAdapterByItsName(String source) {
        assertThat(normalized("{\"v\":1,\"source\":\"" + source
                        + "\",\"hook\":{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}}"))
                .isEqualTo(new Normalized.Invalid("source '" + source + "' has no adapter", "source"));
    }

    private static Normalized normalized(String record) {
        return ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.NONE)
                .normalize(record.getBytes(StandardCharsets.UTF_8), new RawPosition(0, 0, 1_795_361_668_448L));
    }
}
