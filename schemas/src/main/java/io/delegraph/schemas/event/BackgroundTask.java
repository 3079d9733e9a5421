package io.delegraph.schemas.event;

/**
 * One entry of a Stop's {@code background_tasks}.
 *
 * @param id an agent's id when {@code type} is subagent
 * @param type subagent, shell, or what else the client says
 * @param status running, or what else the client says
 */
public record BackgroundTask(String id, String type, String status) {
    public static final String SUBAGENT = "subagent";
    public static final String SHELL = "shell";
}
