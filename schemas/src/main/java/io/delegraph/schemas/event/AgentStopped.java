package io.delegraph.schemas.event;

/**
 * A subagent ended a run.
 *
 * @param resultChars length of its last message, characters; null when not told
 * @param resultFingerprint keyed hashes of some phrases of its last message, 4 hexadecimal digits each; null for a short one and without a key
 * @param usage what its transcript adds up to; null without the hook script
 * @param usageModel the model of its latest message; null when not told
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record AgentStopped(
        Origin origin, Integer resultChars, String resultFingerprint, TokenUsage usage, String usageModel, String text)
        implements AgentEvent.InSession {}
