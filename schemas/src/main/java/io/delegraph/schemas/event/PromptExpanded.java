package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * The expansion of a prompt's slash command, which adds to that prompt.
 *
 * @param command name of the slash command; null when not reported
 * @param declared orchestration flags in its arguments; null when there are none
 */
public record PromptExpanded(
        Origin origin, @Nullable String command, @Nullable DeclaredFlags declared) implements AgentEvent.InSession {}
