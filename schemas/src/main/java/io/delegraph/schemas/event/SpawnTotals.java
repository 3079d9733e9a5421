package io.delegraph.schemas.event;

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
        Long durationMs, Long lastRequestTokens, Integer toolUses, String model, Integer resultChars) {}
