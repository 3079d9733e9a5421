package io.delegraph.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings files that Claude Code reads, by level; all existing ones count, and their hooks add up. */
public final class SettingsLocations {
    /** Texts that mark settings with hooks for Delegraph, whatever the transport. */
    private static final List<String> HOOK_MARKERS =
            List.of("telemetry-hook.sh", "-t agent.hooks", "DELEGRAPH_TOKEN", "\"delegraph@");

    private final Map<String, Path> byLevel = new LinkedHashMap<>();

    /**
     * The locations of one user in one directory.
     *
     * @param environment {@code CLAUDE_CONFIG_DIR} moves the user's own file
     */
    public SettingsLocations(Path home, Path directory, Map<String, String> environment) {
        String moved = environment.get("CLAUDE_CONFIG_DIR");
        Path own = moved == null || moved.isBlank() ? home.resolve(".claude") : Path.of(moved);
        byLevel.put("user", own.resolve("settings.json"));
        byLevel.put("project", directory.resolve(".claude/settings.json"));
        byLevel.put("local", directory.resolve(".claude/settings.local.json"));
        byLevel.put("managed", managed());
    }

    public static SettingsLocations here() {
        return new SettingsLocations(home(System.getenv()), Path.of("").toAbsolutePath(), System.getenv());
    }

    /** The home directory as used by shells and the client; Java's own {@code user.home} does not follow {@code HOME}. */
    public static Path home(Map<String, String> environment) {
        String home = environment.get("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
    }

    /** The file in which hooks are installed by default. */
    public Path user() {
        return Objects.requireNonNull(byLevel.get("user"), "the constructor puts every level");
    }

    public Map<String, Path> byLevel() {
        // in the home directory, the project's file is the user's own
        Map<String, Path> distinct = new LinkedHashMap<>();
        byLevel.forEach((level, path) -> {
            if (!distinct.containsValue(path)) {
                distinct.put(level, path);
            }
        });
        return distinct;
    }

    /** Whether any file seems to have hooks for Delegraph: a quick search of the text, for a hint. */
    public boolean mentionDelegraph() {
        return byLevel.values().stream().anyMatch(SettingsLocations::mentionsDelegraph);
    }

    private static boolean mentionsDelegraph(Path path) {
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return HOOK_MARKERS.stream().anyMatch(text::contains);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path managed() {
        return Path.of(
                System.getProperty("os.name").startsWith("Mac")
                        ? "/Library/Application Support/ClaudeCode/managed-settings.json"
                        : "/etc/claude-code/managed-settings.json");
    }
}
