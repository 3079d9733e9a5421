package io.delegraph.schemas.event;

/**
 * The client's own note about an agent ({@code agent-<id>.meta.json}), read when the agent started: the exact parent.
 *
 * @param agentType null when not told
 * @param description masked, at most 120 characters; null when privacy forbids
 * @param toolUseId the Agent call that started it; null when not told
 * @param parentAgentId null for the root
 * @param spawnDepth 1 for a child of the root; null when not told
 * @param background null when not told
 * @param model null when not told
 * @param name null when unnamed
 */
public record AgentMeta(
        String agentType,
        String description,
        String toolUseId,
        String parentAgentId,
        Integer spawnDepth,
        Boolean background,
        String model,
        String name) {}
