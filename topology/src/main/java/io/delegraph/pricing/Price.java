package io.delegraph.pricing;

import io.delegraph.schemas.event.TokenUsage;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The price of one model, or of some with names alike; USD per million tokens, zero or more.
 *
 * @param match its name; {@code *} stands for anything
 * @param cacheRead of input tokens read from the cache
 * @param cacheCreation of input tokens written to it
 */
public record Price(String match, BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheCreation) {
    private static final int MILLION = 6;

    boolean fits(String model) {
        StringBuilder pattern = new StringBuilder();
        for (String part : match.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return model.matches(pattern.toString());
    }

    /** USD. */
    BigDecimal of(TokenUsage usage) {
        return times(input, usage.inputTokens())
                .add(times(output, usage.outputTokens()))
                .add(times(cacheRead, usage.cacheReadInputTokens()))
                .add(times(cacheCreation, usage.cacheCreationInputTokens()))
                .movePointLeft(MILLION);
    }

    private static BigDecimal times(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }
}
