package io.delegraph.ingest;

import static io.delegraph.ingest.TestHooks.event;
import static io.delegraph.ingest.TestHooks.hook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.ToolStarted;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths with backslashes and drive letters, and the PowerShell tool. */
class WindowsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "C:\\Users\\me\\shop | shop",
                "C:\\Users\\me\\shop\\ | shop",
                "C:\\Users\\me\\shop\\.claude\\worktrees\\agent-1 | shop",
                "C:/Users/me/shop/.claude\\worktrees/agent-1\\src | shop",
                "\\\\server\\share\\shop | shop",
                "/home/me/shop/.claude/worktrees/agent-1 | shop",
                "C:\\ | none",
                "C: | none",
            })
    void shouldNameTheProject(String directory, String project) {
        ObjectNode hook = hook("Stop").put("cwd", directory);
        assertThat(event(hook).origin().project()).isEqualTo(project);
    }

    @Test
    void shouldNameAKeptWorktreeByItsLastPart() {
        ObjectNode hook = hook("PostToolUse").put("tool_name", "Agent").put("tool_use_id", "t");
        hook.putObject("tool_response")
                .put("status", "completed")
                .put("agentId", "a")
                .put("worktreePath", "C:\\shop\\.claude\\worktrees\\agent-1");
        assertThat(((SpawnAnswered) event(hook)).worktree()).isEqualTo("agent-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Get-ChildItem -Path C:\\secret -Recurse | Get-ChildItem",
                "npm test | npm",
                "$env:NODE_ENV = 'test'; npm test | npm",
                "$env:A=\"x y\"; $env:B=1; npm test | npm",
                "$files = Get-ChildItem | Get-ChildItem",
                "& \"C:\\Program Files\\Git\\bin\\git.exe\" status | git.exe",
                "& 'C:\\tools\\run me.ps1' | run me.ps1",
                ".\\build.ps1 -Release | build.ps1",
                ". .\\profile.ps1 | profile.ps1",
                "C:\\tools\\make.exe all | make.exe",
            })
    void shouldNameWhatPowerShellRuns(String command, String target) {
        assertThat(target("PowerShell", "command", command)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "C:/tools/make.exe all | make.exe",
                "\"/c/Program Files/Git/bin/git.exe\" status | git.exe",
                "A=b make all | make",
                "./gradlew build | gradlew",
            })
    void shouldNameWhatBashRuns(String command, String target) {
        assertThat(target("Bash", "command", command)).isEqualTo(target);
    }

    @Test
    void shouldNameAFileWithoutItsFolders() {
        assertThat(target("Read", "file_path", "C:\\shop\\src\\Main.java")).isEqualTo("Main.java");
    }

    @Test
    void shouldRecogniseAFileInAnySpelling() {
        KeyedHashes hashes = KeyedHashes.keyed("a key for the tests");
        assertThat(hashes.fileHash("C:\\Shop\\a.txt"))
                .isEqualTo(hashes.fileHash("c:/shop/a.txt"))
                .isNotEqualTo(hashes.fileHash("d:/shop/a.txt"));
        assertThat(hashes.fileHash("/Shop/a.txt")).isNotEqualTo(hashes.fileHash("/shop/a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "$env:A=1;", "$env:A= ", "&", ". ", "$a=", "\"", "'", "\\"})
    void shouldReadALongCommandInTime(String part) {
        String command = part.repeat(500_000 / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> target("PowerShell", "command", command));
    }

    private static String target(String tool, String field, String value) {
        ObjectNode hook = hook("PreToolUse").put("tool_name", tool).put("tool_use_id", "t");
        hook.putObject("tool_input").put(field, value);
        return ((ToolStarted) event(hook)).target();
    }
}
