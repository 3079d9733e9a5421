package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * One call of a {@link ToolBatchEnded}.
 *
 * @param action what the call does; null when it has no action
 * @param denial why it was not allowed to run; null when it was allowed, and when the batch does not say
 * @param personsWords true when the person who denied it said why, or what to do instead; null otherwise
 * @param failed true when its answer is an error of the client that is no denial; null otherwise
 * @param errorMessage first line of the answer of a denied or failed call, masked, at most 160 characters; null otherwise, and when privacy
 * forbids
 * @param resultChanged true when it delegates and the client withheld or changed the result of its agent; null otherwise
 * @param evidence as that of {@link ToolStarted}
 */
public record BatchedCall(
        String toolUseId,
        String tool,
        @Nullable ToolAction action,
        @Nullable Denial denial,
        @Nullable Boolean personsWords,
        @Nullable Boolean failed,
        @Nullable String errorMessage,
        @Nullable Boolean resultChanged,
        @Nullable CallEvidence evidence) {}
