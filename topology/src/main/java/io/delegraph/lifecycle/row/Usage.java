package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.TokenUsage;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Token usage as summed from a transcript; of two sums the larger one is more complete.
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
