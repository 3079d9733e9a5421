package io.delegraph.schemas.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root ended a turn.
 *
 * @param backgroundTasks tasks that still run; null when not reported, which is not the same as none
 * @param usage totals of the transcript; null without the hook script
 * @param usageModel the model of its latest message; null when not reported
 */
public record TurnStopped(
        Origin origin,
        @Nullable List<BackgroundTask> backgroundTasks,
        @Nullable TokenUsage usage,
        @Nullable String usageModel)
        implements AgentEvent.InSession {
    public TurnStopped {
        backgroundTasks = backgroundTasks == null ? null : List.copyOf(backgroundTasks);
    }
}
