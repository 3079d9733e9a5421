package io.delegraph.config;

import io.delegraph.config.ConfigLayers.ConfigValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The merged values, read with their types and ranges. */
final class ConfigValues {
    static final String AUTO = "auto";
    private final Map<String, ConfigValue> values;

    ConfigValues(Map<String, ConfigValue> values) {
        this.values = values;
    }

    /** Null when the value is empty. */
    @Nullable
    String text(String key) {
        return value(key).text();
    }

    boolean isAuto(String key) {
        return AUTO.equals(text(key));
    }

    int integer(String key, int min, int max) {
        String text = required(key, "a number");
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw invalid(key, "wants a number from " + min + " to " + max);
        }
        if (value < min || value > max) {
            throw invalid(key, "wants a number from " + min + " to " + max);
        }
        return value;
    }

    boolean flag(String key) {
        String text = required(key, "true or false");
        if (!text.equals("true") && !text.equals("false")) {
            throw invalid(key, "wants true or false");
        }
        return text.equals("true");
    }

    /** From 0 to {@code most}. */
    double number(String key, BigDecimal most) {
        String text = required(key, "a number");
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw invalid(key, "wants a number from 0 to " + most);
        }
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            throw invalid(key, "wants a number from 0 to " + most);
        }
        return value.doubleValue();
    }

    Duration duration(String key, Duration min, Duration max) {
        return Units.duration(required(key, "a duration"))
                .filter(value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0)
                .orElseThrow(() -> invalid(key, "wants a duration from " + Units.text(min) + " to " + Units.text(max)));
    }

    long bytes(String key, long minMb, long maxMb) {
        return Units.bytes(required(key, "a size"))
                .filter(value -> value >= minMb << 20 && value <= maxMb << 20)
                .orElseThrow(() -> invalid(key, "wants a size from " + minMb + "MB to " + maxMb + "MB"));
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        String text = required(key, "a word");
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> configName(value).equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        key,
                        "wants one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(ConfigValues::configName)
                                        .collect(Collectors.joining(", "))));
    }

    /** Words separated by commas; empty when the value is empty. */
    Set<String> words(String key) {
        String text = text(key);
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    Path path(String key) {
        String text = required(key, "a directory");
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
    }

    /** Everything below {@code key}, with the prefix removed. */
    Map<String, String> subKeys(String key) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(key + ".") && value.text() != null) {
                found.put(name.substring(key.length() + 1), value.text());
            }
        });
        return found;
    }

    SettingsException invalid(String key, String problem) {
        ConfigValue value = value(key);
        return new SettingsException(key + " " + problem + ", found "
                + (value.text() == null ? "nothing" : value.text()) + " (" + value.where() + ")");
    }

    private String required(String key, String kind) {
        String text = text(key);
        if (text == null) {
            throw invalid(key, "wants " + kind);
        }
        return text;
    }

    private ConfigValue value(String key) {
        return Objects.requireNonNull(values.get(key), "every key has a value, be it an empty one, in the defaults");
    }

    static String configName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
