package io.delegraph.schemas.event;

/**
 * A subagent ended a run.
 *
 * @param resultChars length of its last message, characters; null when not told
 * @param usage what its transcript adds up to; null without the hook script
 */
public record AgentStopped(Origin origin, Integer resultChars, TokenUsage usage) implements AgentEvent.InSession {}
