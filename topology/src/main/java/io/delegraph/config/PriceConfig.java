package io.delegraph.config;

import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads {@code models.yaml}. */
final class PriceConfig {
    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(100_000);

    private PriceConfig() {}

    static Prices read(@Nullable Path configDir) {
        ConfigNode file = ConfigNode.read(configDir, "models.yaml").onlyKnown("source", "as_of", "models");
        return new Prices(
                file.at("models").list().stream().map(PriceConfig::price).toList(),
                file.at("source").text(),
                day(file.at("as_of")));
    }

    private static Price price(ConfigNode node) {
        node.onlyKnown("match", "input", "output", "cache_read", "cache_creation");
        return new Price(
                node.at("match").text(),
                usdPerMillionTokens(node.at("input")),
                usdPerMillionTokens(node.at("output")),
                usdPerMillionTokens(node.at("cache_read")),
                usdPerMillionTokens(node.at("cache_creation")));
    }

    private static BigDecimal usdPerMillionTokens(ConfigNode node) {
        return node.amount(MAX_PRICE, "USD per million tokens");
    }

    private static String day(ConfigNode node) {
        try {
            return LocalDate.parse(node.node().asText()).toString();
        } catch (DateTimeParseException e) {
            throw node.invalid("wants a day such as 2026-11-22");
        }
    }
}
