package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A person (or a program in their place) gave the root a new task, as text or as a slash command.
 *
 * @param promptChars length of the text, characters; 0 when not reported
 * @param command name of the slash command; null for plain text
 * @param declared orchestration flags found in the text; null when there are none
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record PromptSubmitted(
        Origin origin,
        int promptChars,
        @Nullable String command,
        @Nullable DeclaredFlags declared,
        @Nullable String text)
        implements AgentEvent.InSession {}
