package io.delegraph.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsLocationsTest {
    @TempDir
    Path home;

    @Test
    void shouldFollowTheClientsOwnVariable() {
        assertThat(new SettingsLocations(home, home, Map.of("CLAUDE_CONFIG_DIR", "/elsewhere")).user())
                .isEqualTo(Path.of("/elsewhere/settings.json"));
        assertThat(new SettingsLocations(home, home, Map.of()).user()).isEqualTo(home.resolve(".claude/settings.json"));
    }

    @Test
    void shouldTakeTheHomeThatTheClientTakes() {
        // Java's own value would be the account's directory, whatever the environment says
        assertThat(SettingsLocations.home(Map.of("HOME", "/home/kim"))).isEqualTo(Path.of("/home/kim"));
        assertThat(SettingsLocations.home(Map.of())).isEqualTo(Path.of(System.getProperty("user.home")));
    }

    @Test
    void shouldNameAHomeDirectorysSettingsOnce() {
        assertThat(new SettingsLocations(home, home, Map.of()).byLevel()).containsOnlyKeys("user", "local", "managed");
        assertThat(new SettingsLocations(home, home.resolve("project"), Map.of()).byLevel())
                .containsOnlyKeys("user", "project", "local", "managed");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void shouldDetectHooksOfEveryTransportInTheText(Transport transport) throws IOException {
        Path project = home.resolve("project");
        SettingsLocations locations = new SettingsLocations(home, project, Map.of());
        Path local = Files.createDirectories(project.resolve(".claude")).resolve("settings.local.json");
        Files.writeString(local, "{\"model\": \"opus\"}");
        assertThat(locations.mentionDelegraph()).isFalse();

        SettingsFile.read(local).install(HookFragment.of(transport, "x/telemetry-hook.sh"));

        assertThat(locations.mentionDelegraph()).isTrue();
    }
}
