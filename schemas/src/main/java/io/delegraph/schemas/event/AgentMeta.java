package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The client's own note about an agent ({@code agent-<id>.meta.json}), read when the agent started: the exact parent.
 *
 * @param agentType null when not reported
 * @param description masked, at most 120 characters; null when privacy forbids
 * @param toolUseId the Agent call that started it; null when not reported
 * @param parentAgentId null for the root
 * @param spawnDepth 1 for a child of the root; null when not reported
 * @param background null when not reported
 * @param model null when not reported
 * @param name null when unnamed
 * @param taskKind {@code in_process_teammate} for a member of a team; null for other agents
 * @param inWorkflowRun true for an agent that a run of the Workflow tool started; null for other agents
 * @param workflowPhase phase of that run, masked, at most 120 characters; null when there is none or privacy forbids
 */
@RecordBuilder
public record AgentMeta(
        @Nullable String agentType,
        @Nullable String description,
        @Nullable String toolUseId,
        @Nullable String parentAgentId,
        @Nullable Integer spawnDepth,
        @Nullable Boolean background,
        @Nullable String model,
        @Nullable String name,
        @Nullable String taskKind,
        @Nullable Boolean inWorkflowRun,
        @Nullable String workflowPhase)
        implements AgentMetaBuilder.With {
    /** What {@link #taskKind} says of an agent that works in a team beside the root, in the same process. */
    public static final String IN_PROCESS_TEAMMATE = "in_process_teammate";

    public static AgentMetaBuilder builder() {
        return AgentMetaBuilder.builder();
    }
}
