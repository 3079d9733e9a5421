package io.delegraph.config;

import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** {@code models.yaml}. */
final class PriceFile {
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    private PriceFile() {}

    static Prices read(Path configDir) {
        FileNode file = FileNode.read(configDir, "models.yaml").onlyKnown("source", "as_of", "models");
        return new Prices(
                file.at("models").list().stream().map(PriceFile::price).toList(),
                file.at("source").text(),
                day(file.at("as_of")));
    }

    private static Price price(FileNode node) {
        node.onlyKnown("match", "input", "output", "cache_read", "cache_creation");
        return new Price(
                node.at("match").text(),
                dollars(node.at("input")),
                dollars(node.at("output")),
                dollars(node.at("cache_read")),
                dollars(node.at("cache_creation")));
    }

    private static BigDecimal dollars(FileNode node) {
        return node.amount(MOST, "USD per million tokens");
    }

    private static String day(FileNode node) {
        try {
            return LocalDate.parse(node.node().asText()).toString();
        } catch (DateTimeParseException e) {
            throw node.bad("wants a day such as 2026-11-22");
        }
    }
}
