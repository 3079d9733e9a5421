package io.delegraph.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin folder has the same hooks as the settings files. */
class PluginTest {
    private static final Path HOOKS = Path.of("../deploy/hooks");

    @TempDir
    Path dir;

    @Test
    void shouldRegisterTheSameHooksAsTheSettings() throws IOException {
        assertThat(Files.readString(HOOKS.resolve("plugin/hooks/hooks.json")))
                .isEqualTo(Files.readString(HOOKS.resolve("settings.script.json"))
                        .replace("$HOME/.delegraph/hooks/", "${CLAUDE_PLUGIN_ROOT}/scripts/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"telemetry-hook.sh", "telemetry-flush.sh", "envelope.awk"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links are checked out as text there")
    void shouldRunTheSameScripts(String script) throws IOException {
        assertThat(Files.isSameFile(HOOKS.resolve("plugin/scripts/" + script), HOOKS.resolve(script)))
                .as("a link, no copy that could become another script")
                .isTrue();
    }

    @Test
    void shouldFindWhereTheClientKeepsIt() throws IOException {
        Path user = dir.resolve("settings.json");
        Files.createDirectory(dir.resolve("plugins"));
        Files.writeString(dir.resolve("plugins/installed_plugins.json"), """
                {"version": 2, "plugins": {"delegraph@delegraph": [{"scope": "user", "installPath": "/cache/delegraph/1"}]}}""");
        SettingsText settings =
                SettingsText.of("{\"enabledPlugins\": {\"other@x\": true, \"delegraph@delegraph\": true}}");

        assertThat(InstalledPlugin.enabledIn(settings)).contains("delegraph@delegraph");
        assertThat(InstalledPlugin.handler("delegraph@delegraph", user))
                .contains(
                        new HookFragment.HookHandler(Transport.SCRIPT, "/cache/delegraph/1/scripts/telemetry-hook.sh"));
        assertThat(InstalledPlugin.handler("delegraph@elsewhere", user)).isEmpty();
        assertThat(InstalledPlugin.enabledIn(SettingsText.of("{\"enabledPlugins\": {\"delegraph@delegraph\": false}}")))
                .isEmpty();
    }
}
