package io.delegraph.schemas.event;

/**
 * A slash command of a prompt was expanded: what it adds to that prompt.
 *
 * @param command name of the slash command; null when not reported
 * @param declared orchestration flags in its arguments; null when there are none
 */
public record PromptExpanded(Origin origin, String command, DeclaredFlags declared) implements AgentEvent.InSession {}
