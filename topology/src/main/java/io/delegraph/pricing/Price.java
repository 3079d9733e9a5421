package io.delegraph.pricing;

import io.delegraph.schemas.event.TokenUsage;
import java.math.BigDecimal;

/**
 * The price of one model, or of several with similar names; USD per million tokens, zero or more.
 *
 * @param match name of the model; {@code *} stands for any characters
 * @param cacheRead of input tokens read from the cache
 * @param cacheCreation of input tokens written to the cache
 */
public record Price(String match, BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheCreation) {
    private static final int MILLION_EXPONENT = 6;

    /** Without regular expressions, because it is called for every price and every emitted lifecycle. */
    boolean matches(String model) {
        int star = match.indexOf('*');
        if (star < 0) {
            return match.equals(model);
        }
        return model.startsWith(match.substring(0, star)) && restMatches(model, star);
    }

    private boolean restMatches(String model, int from) {
        String[] parts = match.substring(from).split("\\*", -1);
        String last = parts[parts.length - 1];
        int at = from;
        for (int i = 1; i < parts.length - 1; i++) {
            at = model.indexOf(parts[i], at);
            if (at < 0) {
                return false;
            }
            at += parts[i].length();
        }
        return model.length() - last.length() >= at && model.endsWith(last);
    }

    /** USD. */
    BigDecimal cost(TokenUsage usage) {
        return times(input, usage.inputTokens())
                .add(times(output, usage.outputTokens()))
                .add(times(cacheRead, usage.cacheReadInputTokens()))
                .add(times(cacheCreation, usage.cacheCreationInputTokens()))
                .movePointLeft(MILLION_EXPONENT);
    }

    private static BigDecimal times(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }
}
