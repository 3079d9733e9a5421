package io.delegraph.pricing;

import io.delegraph.schemas.event.TokenUsage;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A price list.
 *
 * @param models the first matching one counts
 * @param source where the prices were looked up, for a person
 * @param asOf the day when they were looked up, ISO 8601
 */
public record Prices(List<Price> models, String source, String asOf) {
    /** Six decimals of a dollar: one token costs this much at a dollar per million. */
    private static final int DECIMALS = 6;

    public static final Prices NONE = new Prices(List.of(), "", "");

    public Prices {
        models = List.copyOf(models);
    }

    /** The price of a model; empty when none is known. */
    public Optional<Price> of(String model) {
        return models.stream().filter(price -> price.matches(model)).findFirst();
    }

    /**
     * The cost of an agent's tokens at list price, USD, with six decimals.
     *
     * @param model null when unknown
     * @param usage null when unknown
     * @return null when the model, its price or the tokens are unknown
     */
    public @Nullable Double cost(@Nullable String model, @Nullable TokenUsage usage) {
        if (model == null || usage == null) {
            return null;
        }
        return of(model)
                .map(price -> price.cost(usage)
                        .setScale(DECIMALS, RoundingMode.HALF_UP)
                        .doubleValue())
                .orElse(null);
    }
}
