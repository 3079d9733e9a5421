package io.delegraph.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.install.InstalledHooks.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledHooksTest {
    @TempDir
    private Path home;

    @TempDir
    private Path project;

    private SettingsLocations locations() {
        return new SettingsLocations(home, project, Map.of());
    }

    private Path user() {
        return locations().user();
    }

    @Test
    void shouldFindNoneWhereNothingIsInstalledOrTheFileIsBroken() throws IOException {
        assertThat(InstalledHooks.in(locations())).isEmpty();
        Files.createDirectories(user().getParent());
        Files.writeString(user(), "{ broken");
        assertThat(InstalledHooks.in(locations())).isEmpty();
    }

    @Test
    void shouldCountTheSameHookInTwoFilesOnceAndAnotherWayApart() throws IOException {
        HookFragment script = HookFragment.of(Transport.SCRIPT, "/opt/delegraph/telemetry-hook.sh");
        Path own = project.resolve(".claude/settings.json");
        SettingsFile.read(user()).install(script);
        SettingsFile.read(own).install(script);
        assertThat(InstalledHooks.in(locations())).containsExactly(new Way("script", user()));

        Path local = project.resolve(".claude/settings.local.json");
        SettingsFile.read(local).install(HookFragment.of(Transport.HTTP, "http://127.0.0.1:8080"));
        assertThat(InstalledHooks.in(locations())).containsExactly(new Way("script", user()), new Way("http", local));
    }

    @Test
    void shouldNameThePlugin() throws IOException {
        Files.createDirectories(user().getParent());
        Files.writeString(user(), "{\"enabledPlugins\": {\"delegraph@market\": true}}");
        assertThat(InstalledHooks.in(locations())).containsExactly(new Way("plugin", user()));
    }
}
