package io.delegraph.schemas.event;

/** Tokens of an agent's model requests, each message counted once; all zero or more. */
public record TokenUsage(
        long inputTokens, long outputTokens, long cacheReadInputTokens, long cacheCreationInputTokens) {
    public long total() {
        return inputTokens + outputTokens + cacheReadInputTokens + cacheCreationInputTokens;
    }
}
