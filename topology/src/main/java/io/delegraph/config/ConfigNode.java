package io.delegraph.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node in one of the files of {@code config/} that are replaced as a whole by the user's file. Every error names the key and the file.
 *
 * @param key with dots and list indexes; empty for the whole file
 */
record ConfigNode(String where, String key, JsonNode node) {
    /**
     * Reads {@code name}.
     *
     * @param configDir null, or a directory without the file, for the built-in one
     * @throws SettingsException when it is not valid YAML
     */
    static ConfigNode read(@Nullable Path configDir, String name) {
        Path file = configDir == null ? null : configDir.resolve(name);
        return file != null && Files.exists(file)
                ? read(file)
                : new ConfigNode("built-in " + name, "", YamlFiles.builtIn(name));
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException when it is not valid YAML
     */
    static ConfigNode read(Path file) {
        return new ConfigNode(file.toString(), "", YamlFiles.parse(file));
    }

    /** Rejects any key except these. */
    ConfigNode onlyKnown(String... knownKeys) {
        if (!node.isObject()) {
            throw invalid("wants keys and values");
        }
        keys().forEach(name -> {
            if (!Set.of(knownKeys).contains(name)) {
                throw new SettingsException("unknown key " + subKey(name) + " (" + where + "); known: "
                        + String.join(", ", new TreeSet<>(Set.of(knownKeys))));
            }
        });
        return this;
    }

    ConfigNode at(String name) {
        return new ConfigNode(where, subKey(name), node.path(name));
    }

    private String subKey(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    /** The names of its keys, in the order of the file. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    boolean empty() {
        return node.isNull() || node.isMissingNode();
    }

    List<ConfigNode> list() {
        if (!node.isArray()) {
            throw invalid("wants a list");
        }
        List<ConfigNode> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new ConfigNode(where, key + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    String text() {
        if (!node.isTextual() || node.asText().isBlank()) {
            throw invalid("wants a text");
        }
        return node.asText().strip();
    }

    /** A list of texts in lower case. */
    List<String> words() {
        return list().stream().map(item -> item.text().toLowerCase(Locale.ROOT)).toList();
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw invalid("wants true or false");
        }
        return node.booleanValue();
    }

    int integer(int min, int max) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw invalid("wants a number from " + min + " to " + max);
        }
        return node.intValue();
    }

    BigDecimal amount(BigDecimal most, String unit) {
        BigDecimal value = node.isNumber() ? node.decimalValue() : BigDecimal.valueOf(-1);
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            throw invalid("wants " + unit + ", 0 to " + most);
        }
        return value;
    }

    Duration duration() {
        return Units.duration(node.asText()).orElseThrow(() -> invalid("wants a duration such as 90s"));
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> ConfigValues.configName(value).equals(node.asText()))
                .findFirst()
                .orElseThrow(() -> invalid("wants one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(ConfigValues::configName)
                                .collect(Collectors.joining(", "))));
    }

    SettingsException invalid(String problem) {
        return new SettingsException((key.isEmpty() ? "the file" : key) + " " + problem + ", found "
                + (empty() ? "nothing" : node.toString()) + " (" + where + ")");
    }
}
