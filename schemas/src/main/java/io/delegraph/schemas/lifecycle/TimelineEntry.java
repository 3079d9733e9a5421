package io.delegraph.schemas.lifecycle;

/**
 * One thing that an agent did or that happened to it.
 *
 * @param kind tool, message, wait, prompt, run
 * @param at start, epoch ms; null when only its end was seen
 * @param endedAt epoch ms; null while open, or for a moment
 * @param outcome of a tool call; null while open
 * @param target what a tool acted on, or to whom a message went; null when unknown
 */
public record TimelineEntry(
        String kind,
        String agentId,
        Long at,
        Long endedAt,
        String id,
        String tool,
        String target,
        String outcome,
        Long durationMs,
        String error) {}
