package io.delegraph.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.doctor.Finding.FindingState;
import io.delegraph.install.HookFragment;
import io.delegraph.install.SettingsFile;
import io.delegraph.install.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class HookConfigurationCheckTest {
    @TempDir
    Path dir;

    private Path user;
    private Path script;

    @BeforeEach
    void script() throws IOException {
        user = dir.resolve("settings.json");
        script = Files.createFile(dir.resolve("telemetry-hook.sh"));
        Files.createFile(dir.resolve("telemetry-flush.sh"));
        Files.createFile(dir.resolve("envelope.awk"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void shouldNameTheCommandWhenHooksAreMissing() {
        assertThat(look(Map.of("user", user)))
                .containsExactly(new Finding(
                        "hooks",
                        FindingState.ACTION_NEEDED,
                        "none of Delegraph's in " + user,
                        "bin/delegraph hooks install"));
    }

    @Test
    void shouldReportNothingToDoWhenAllHooksAreInstalled() {
        install(user, Transport.SCRIPT, script.toString());

        assertThat(look(Map.of("user", user)))
                .containsExactly(Finding.ok("hooks", "user: script " + script + " in " + user));
    }

    @Test
    void shouldReportTheScriptWhenItIsMissing() throws IOException {
        install(user, Transport.SCRIPT, script.toString());
        Files.delete(dir.resolve("envelope.awk"));

        assertThat(look(Map.of("user", user))).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(FindingState.ACTION_NEEDED);
            assertThat(finding.says()).endsWith(": " + dir.resolve("envelope.awk") + " does not exist");
            assertThat(finding.todo()).startsWith("bin/delegraph hooks install --transport script --settings " + user);
        });
    }

    @Test
    void shouldNameEventsWhenTheirHooksWereRemoved() throws IOException {
        install(user, Transport.SCRIPT, script.toString());
        Files.writeString(user, Files.readString(user).replace("\"SubagentStop\"", "\"SomethingElse\""));

        assertThat(look(Map.of("user", user)))
                .singleElement()
                .extracting(Finding::says)
                .asString()
                .endsWith(", but not for SubagentStop");
    }

    @Test
    void shouldWarnWhenHooksAreInstalledTwiceOrDisabled() throws IOException {
        Path project = Files.createDirectory(dir.resolve("project")).resolve("settings.json");
        Files.writeString(project, "{\"disableAllHooks\": true}");
        install(user, Transport.SCRIPT, script.toString());
        install(project, Transport.HTTP, "http://127.0.0.1:1");
        Map<String, Path> both = new LinkedHashMap<>();
        both.put("user", user);
        both.put("project", project);

        assertThat(look(both))
                .extracting(Finding::says)
                .containsExactly(
                        "user: script " + script + " in " + user,
                        project + " says disableAllHooks",
                        "project: http http://127.0.0.1:1 in " + project + ": no answer from http://127.0.0.1:1",
                        "are installed in 2 ways: every event arrives more than once");
    }

    @Test
    void shouldNameTheErrorWhenSettingsAreUnreadable() throws IOException {
        Files.writeString(user, "{\n  \"a\": 1,\n}");

        assertThat(look(Map.of("user", user)).getFirst().says()).startsWith(user + ", line 3, column 1: ");
    }

    private static List<Finding> look(Map<String, Path> byLevel) {
        return new HookConfigurationCheck(byLevel, "bin/delegraph").findings();
    }

    private static void install(Path settings, Transport transport, String address) {
        SettingsFile.read(settings).install(HookFragment.of(transport, address));
    }
}
