package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * An agent called a tool.
 *
 * @param action what the call does; null when it has no action
 * @param target what it acts on: the last part of a path, the name of a command or a host; null when there is none or privacy forbids
 * @param file keyed hash of the path of a file that it reads or writes, 12 hexadecimal digits; null when there is none or no key
 * @param inputChars size of the input, for a message to another agent of its text alone, characters
 * @param text masked, at most 4,000 characters; null unless privacy is full
 * @param evidence what the call does; of one that no security rule may judge only its targets; null when there is nothing
 */
public record ToolStarted(
        Origin origin,
        String toolUseId,
        String tool,
        @Nullable ToolAction action,
        @Nullable String target,
        @Nullable String file,
        @Nullable Integer inputChars,
        @Nullable String text,
        @Nullable CallEvidence evidence)
        implements AgentEvent.InSession {}
