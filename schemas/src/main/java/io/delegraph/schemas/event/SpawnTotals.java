package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * What the Agent tool reports about a finished foreground run.
 *
 * @param durationMs null when not reported
 * @param lastRequestTokens tokens of the run's last model request only, which must never be summed; null when not reported
 * @param toolUses null when not reported
 * @param model null when not reported
 * @param resultChars size of the result's texts, characters
 */
public record SpawnTotals(
        @Nullable Long durationMs,
        @Nullable Long lastRequestTokens,
        @Nullable Integer toolUses,
        @Nullable String model,
        @Nullable Integer resultChars) {}
