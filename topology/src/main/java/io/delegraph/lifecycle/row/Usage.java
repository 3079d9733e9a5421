package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.TokenUsage;
import java.util.Comparator;

/** Tokens as a transcript adds them up; the larger sum is the more complete one. */
public record Usage(TokenUsage tokens) implements Comparable<Usage> {
    private static final Comparator<TokenUsage> ORDER = Comparator.comparingLong(TokenUsage::total)
            .thenComparingLong(TokenUsage::inputTokens)
            .thenComparingLong(TokenUsage::outputTokens)
            .thenComparingLong(TokenUsage::cacheReadInputTokens);

    @Override
    public int compareTo(Usage other) {
        return ORDER.compare(tokens, other.tokens);
    }
}
