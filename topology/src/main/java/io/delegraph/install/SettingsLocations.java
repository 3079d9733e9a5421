package io.delegraph.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where Claude Code reads its settings, by the name of each level; every one that exists counts, their hooks add up. */
public final class SettingsLocations {
    /** What stands in any settings that bring events to Delegraph, by whichever way. */
    private static final List<String> HOOK_MARKERS =
            List.of("telemetry-hook.sh", "-t agent.hooks", "DELEGRAPH_TOKEN", "\"delegraph@");

    private final Map<String, Path> byLevel = new LinkedHashMap<>();

    /**
     * Of one user in one directory.
     *
     * @param environment {@code CLAUDE_CONFIG_DIR} moves the user's own
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

    /** The home directory as shells and the client take it; Java's own {@code user.home} does not follow {@code HOME}. */
    public static Path home(Map<String, String> environment) {
        String home = environment.get("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
    }

    /** Where hooks are installed when nothing else is said. */
    public Path user() {
        return Objects.requireNonNull(byLevel.get("user"), "the constructor puts every level");
    }

    public Map<String, Path> byLevel() {
        // in a home directory, the project's are the user's own
        Map<String, Path> distinct = new LinkedHashMap<>();
        byLevel.forEach((level, path) -> {
            if (!distinct.containsValue(path)) {
                distinct.put(level, path);
            }
        });
        return distinct;
    }

    /** Whether any of them seems to bring events here: told from the text alone, in a millisecond, for a hint. */
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
