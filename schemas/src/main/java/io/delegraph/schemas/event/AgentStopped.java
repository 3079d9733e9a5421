package io.delegraph.schemas.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subagent ended a run.
 *
 * @param resultChars length of its last message, characters; null when not reported
 * @param resultFingerprint keyed hashes of some phrases of its last message, 4 hexadecimal digits each; null for a short one and without a
 * key
 * @param usage totals of its transcript; null without the hook script
 * @param usageModel the model of its latest message; null when not reported
 * @param backgroundShells ids of the shells that run in the background of the whole session as it stops; null when not reported, which is
 * not the same as none
 * @param resultGivesOrders true when its last message speaks to its reader as a system or as a person does; null otherwise
 * @param stopHookActive true when a hook had blocked an earlier stop of this run, so that the agent went on; null otherwise
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record AgentStopped(
        Origin origin,
        @Nullable Integer resultChars,
        @Nullable String resultFingerprint,
        @Nullable TokenUsage usage,
        @Nullable String usageModel,
        @Nullable List<String> backgroundShells,
        @Nullable Boolean resultGivesOrders,
        @Nullable Boolean stopHookActive,
        @Nullable String text)
        implements AgentEvent.InSession {
    public AgentStopped {
        backgroundShells = backgroundShells == null ? null : List.copyOf(backgroundShells);
    }
}
