package io.delegraph.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The three layers of configuration, flattened to dotted keys: built-in defaults, the files, the command line. A later layer overrides the
 * earlier ones.
 *
 * <p>The built-in files also define the existing keys: any other key is unknown.
 */
final class ConfigLayers {
    /** The file that a user's directory must contain. */
    private static final String MAIN_FILE = "delegraph.yaml";

    private static final List<String> FILES = List.of(MAIN_FILE, "performance-thresholds.yaml");
    private static final String PASS_THROUGH_SUFFIX = ".properties";

    private ConfigLayers() {}

    /**
     * A value as it was written.
     *
     * @param text null when the key has no value
     * @param where the file, or "command line"
     */
    record ConfigValue(@Nullable String text, String where) {}

    static Map<String, ConfigValue> read(@Nullable Path configDir, Map<String, String> overrides) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        for (String name : FILES) {
            values.putAll(merged(name, configDir));
        }
        List<String> knownKeys = List.copyOf(values.keySet());
        overrides.forEach(
                (key, text) -> put(values, knownKeys, key, new ConfigValue(emptyToNull(text), "command line")));
        return values;
    }

    private static Map<String, ConfigValue> merged(String name, @Nullable Path configDir) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        flatten("", YamlFiles.builtIn(name), "built-in", values);
        List<String> knownKeys = List.copyOf(values.keySet());
        Path file = configDir == null ? null : configDir.resolve(name);
        if (file != null && (name.equals(MAIN_FILE) || Files.exists(file))) {
            Map<String, ConfigValue> written = new LinkedHashMap<>();
            flatten("", YamlFiles.parse(file), file.toString(), written);
            written.forEach((key, value) -> put(values, knownKeys, key, value));
        }
        return values;
    }

    private static void put(Map<String, ConfigValue> values, List<String> knownKeys, String key, ConfigValue value) {
        boolean open = knownKeys.stream().anyMatch(k -> k.endsWith(PASS_THROUGH_SUFFIX) && key.startsWith(k + "."));
        if (!open && !knownKeys.contains(key)) {
            throw new SettingsException("unknown key " + key + " (" + value.where + "); known: "
                    + String.join(", ", siblings(knownKeys, key)));
        }
        values.put(key, value);
    }

    /** Keys of the same section, or all sections when there is no such section. */
    private static List<String> siblings(List<String> knownKeys, String key) {
        String section = key.substring(0, key.indexOf('.') + 1);
        List<String> same = knownKeys.stream()
                .filter(k -> !section.isEmpty() && k.startsWith(section))
                .map(k -> k.endsWith(PASS_THROUGH_SUFFIX) ? k + ".*" : k)
                .toList();
        return same.isEmpty()
                ? knownKeys.stream()
                        .map(k -> k.contains(".") ? k.substring(0, k.indexOf('.')) + ".*" : k)
                        .distinct()
                        .collect(Collectors.toList())
                : same;
    }

    private static void flatten(String prefix, JsonNode node, String where, Map<String, ConfigValue> into) {
        if (node.isObject() && (!prefix.isEmpty() || !node.isEmpty())) {
            if (prefix.endsWith(PASS_THROUGH_SUFFIX)) {
                into.put(prefix, new ConfigValue(null, where));
            }
            node.properties()
                    .forEach(entry -> flatten(
                            prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(),
                            entry.getValue(),
                            where,
                            into));
        } else if (node.isArray()) {
            throw new SettingsException(prefix + " wants one value, found a list (" + where + ")");
        } else if (!prefix.isEmpty()) {
            into.put(prefix, new ConfigValue(node.isNull() ? null : emptyToNull(node.asText()), where));
        } else if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new SettingsException(where + " wants keys and values, found only " + node.asText());
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
