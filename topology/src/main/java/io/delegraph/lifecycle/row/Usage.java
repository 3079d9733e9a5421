package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.TokenUsage;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as a transcript adds them up; the larger sum is the more complete one.
 *
 * @param model of the latest message; null when not reported
 */
public record Usage(TokenUsage tokens, @Nullable String model) implements Comparable<Usage> {
    private static final Comparator<Usage> ORDER = Comparator.comparing(
                    Usage::tokens,
                    Comparator.comparingLong(TokenUsage::total)
                            .thenComparingLong(TokenUsage::inputTokens)
                            .thenComparingLong(TokenUsage::outputTokens)
                            .thenComparingLong(TokenUsage::cacheReadInputTokens))
            .thenComparing(Usage::model, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(Usage other) {
        return ORDER.compare(this, other);
    }
}
