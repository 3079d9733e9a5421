package io.delegraph.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The three layers, flattened to dotted keys, the later one wins: built-in defaults, the files, the command line.
 *
 * <p>A built-in file is also the list of what exists in it: a key that it does not have is unknown.
 */
final class Sources {
    /** What a directory of a user must have. */
    private static final String FILE = "delegraph.yaml";

    private static final List<String> FILES = List.of(FILE, "performance-thresholds.yaml");
    private static final String OPEN_ENDED = ".properties";

    private Sources() {}

    /**
     * A value as it was written.
     *
     * @param text null when the key stands there without a value
     * @param where the file, or "command line"
     */
    record Written(String text, String where) {}

    static Map<String, Written> read(Path configDir, Map<String, String> overrides) {
        Map<String, Written> values = new LinkedHashMap<>();
        for (String name : FILES) {
            values.putAll(merged(name, configDir));
        }
        List<String> known = List.copyOf(values.keySet());
        overrides.forEach((key, text) -> put(values, known, key, new Written(emptyToNull(text), "command line")));
        return values;
    }

    private static Map<String, Written> merged(String name, Path configDir) {
        Map<String, Written> values = new LinkedHashMap<>();
        flatten("", Yaml.builtIn(name), "built-in", values);
        List<String> known = List.copyOf(values.keySet());
        Path file = configDir == null ? null : configDir.resolve(name);
        if (file != null && (name.equals(FILE) || Files.exists(file))) {
            Map<String, Written> written = new LinkedHashMap<>();
            flatten("", Yaml.parse(file), file.toString(), written);
            written.forEach((key, value) -> put(values, known, key, value));
        }
        return values;
    }

    private static void put(Map<String, Written> values, List<String> known, String key, Written value) {
        boolean open = known.stream().anyMatch(k -> k.endsWith(OPEN_ENDED) && key.startsWith(k + "."));
        if (!open && !known.contains(key)) {
            throw new SettingsException(
                    "unknown key " + key + " (" + value.where + "); known: " + String.join(", ", siblings(known, key)));
        }
        values.put(key, value);
    }

    /** Keys of the same section, or all sections when there is no such section. */
    private static List<String> siblings(List<String> known, String key) {
        String section = key.substring(0, key.indexOf('.') + 1);
        List<String> same = known.stream()
                .filter(k -> !section.isEmpty() && k.startsWith(section))
                .map(k -> k.endsWith(OPEN_ENDED) ? k + ".*" : k)
                .toList();
        return same.isEmpty()
                ? known.stream()
                        .map(k -> k.contains(".") ? k.substring(0, k.indexOf('.')) + ".*" : k)
                        .distinct()
                        .collect(Collectors.toList())
                : same;
    }

    private static void flatten(String prefix, JsonNode node, String where, Map<String, Written> into) {
        if (node.isObject() && (!prefix.isEmpty() || !node.isEmpty())) {
            if (prefix.endsWith(OPEN_ENDED)) {
                into.put(prefix, new Written(null, where));
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
            into.put(prefix, new Written(node.isNull() ? null : emptyToNull(node.asText()), where));
        } else if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new SettingsException(where + " wants keys and values, found only " + node.asText());
        }
    }

    private static String emptyToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
