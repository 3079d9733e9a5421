package io.delegraph.schemas.event;

/**
 * A subagent ended a run.
 *
 * @param resultChars length of its last message, characters; null when not told
 * @param usage what its transcript adds up to; null without the hook script
 * @param usageModel the model of its latest message; null when not told
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record AgentStopped(Origin origin, Integer resultChars, TokenUsage usage, String usageModel, String text)
        implements AgentEvent.InSession {}
