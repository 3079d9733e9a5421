package io.delegraph.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code models.yaml}: a user's stands for all of the built-in one. */
final class PriceFile {
    static final String NAME = "models.yaml";
    private static final Set<String> KEYS = Set.of("source", "as_of", "models");
    private static final Set<String> PRICE_KEYS = Set.of("match", "input", "output", "cache_read", "cache_creation");
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    private final String where;

    private PriceFile(String where) {
        this.where = where;
    }

    /**
     * Reads it.
     *
     * @param configDir null, or one without such a file, for the built-in list
     * @throws SettingsException when something in it is unknown, missing or of a wrong type
     */
    static Prices read(Path configDir) {
        Path file = configDir == null ? null : configDir.resolve(NAME);
        return file != null && Files.exists(file)
                ? new PriceFile(file.toString()).prices(Yaml.parse(file))
                : new PriceFile("built-in " + NAME).prices(Yaml.builtIn(NAME));
    }

    private Prices prices(JsonNode root) {
        onlyKnown("", root, KEYS);
        List<Price> models = new ArrayList<>();
        JsonNode list = root.path("models");
        if (!list.isArray()) {
            throw bad("models", "wants a list of prices", list);
        }
        for (int i = 0; i < list.size(); i++) {
            models.add(price("models[" + i + "].", list.get(i)));
        }
        return new Prices(models, text("source", root.path("source")), day("as_of", root.path("as_of")));
    }

    private Price price(String at, JsonNode node) {
        onlyKnown(at, node, PRICE_KEYS);
        return new Price(
                text(at + "match", node.path("match")),
                dollars(at + "input", node.path("input")),
                dollars(at + "output", node.path("output")),
                dollars(at + "cache_read", node.path("cache_read")),
                dollars(at + "cache_creation", node.path("cache_creation")));
    }

    private void onlyKnown(String at, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw bad(at.isEmpty() ? NAME : at.substring(0, at.length() - 1), "wants keys and values", node);
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new SettingsException("unknown key " + at + key + " (" + where + "); known: "
                        + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    private String text(String key, JsonNode node) {
        if (!node.isTextual() || node.asText().isBlank()) {
            throw bad(key, "wants a text", node);
        }
        return node.asText().strip();
    }

    private String day(String key, JsonNode node) {
        try {
            return LocalDate.parse(node.asText()).toString();
        } catch (DateTimeParseException e) {
            throw bad(key, "wants a day such as 2026-11-22", node);
        }
    }

    private BigDecimal dollars(String key, JsonNode node) {
        BigDecimal value = node.isNumber() ? node.decimalValue() : BigDecimal.valueOf(-1);
        if (value.signum() < 0 || value.compareTo(MOST) > 0) {
            throw bad(key, "wants USD per million tokens, 0 to " + MOST, node);
        }
        return value;
    }

    private SettingsException bad(String key, String what, JsonNode found) {
        String shown = found.isMissingNode() || found.isNull() ? "nothing" : found.toString();
        return new SettingsException(key + " " + what + ", found " + shown + " (" + where + ")");
    }
}
