package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a Stop's {@code background_tasks}.
 *
 * @param id an agent's id when {@code type} is subagent
 * @param type subagent, shell, or what else the client says
 * @param status running, or what else the client says
 */
public record BackgroundTask(
        String id, @Nullable String type, @Nullable String status) {
    public static final String SUBAGENT = "subagent";
    public static final String SHELL = "shell";

    /** Listed with an id of its own, which is not the agent's. */
    public static final String TEAMMATE = "teammate";

    /** A run of the Workflow tool: one entry for all its agents. */
    public static final String WORKFLOW = "workflow";
}
