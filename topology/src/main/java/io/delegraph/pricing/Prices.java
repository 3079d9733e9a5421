package io.delegraph.pricing;

import io.delegraph.schemas.event.TokenUsage;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A price list.
 *
 * @param models the first that fits counts
 * @param source where the prices stand, for a person
 * @param asOf the day when they were looked up there, as ISO 8601 writes it
 */
public record Prices(List<Price> models, String source, String asOf) {
    /** A dollar's millionth: what a token costs at a dollar per million. */
    private static final int DECIMALS = 6;

    public static final Prices NONE = new Prices(List.of(), "", "");

    public Prices {
        models = List.copyOf(models);
    }

    /** Empty when no price is known for a model of this name. */
    public Optional<Price> of(String model) {
        return models.stream().filter(price -> price.matches(model)).findFirst();
    }

    /**
     * What an agent's tokens cost at list price, USD, to a millionth.
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
