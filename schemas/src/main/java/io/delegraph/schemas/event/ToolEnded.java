package io.delegraph.schemas.event;

/**
 * A tool call ended.
 *
 * @param durationMs as the client measured it; null when not told
 * @param error class of the failure; null on success
 * @param outputChars size of the response, characters; null when there is none
 * @param resumedAgentId the agent that a SendMessage woke up; null otherwise
 * @param stoppedAgentId the agent that a TaskStop ended; null otherwise
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record ToolEnded(
        Origin origin,
        String toolUseId,
        String tool,
        String target,
        ToolOutcome outcome,
        Long durationMs,
        String error,
        Integer outputChars,
        String resumedAgentId,
        String stoppedAgentId,
        String text)
        implements AgentEvent.InSession {}
