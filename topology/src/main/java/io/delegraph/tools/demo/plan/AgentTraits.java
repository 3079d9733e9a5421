package io.delegraph.tools.demo.plan;

import org.jspecify.annotations.Nullable;

/**
 * What distinguishes an agent of an incident from the other agents of a demo.
 *
 * @param name by which the incident's findings refer to it; null when none does
 * @param mode its permission mode; null for that of the agent that asks for it
 * @param worktree whether it works in a git worktree of its own
 * @param prompt what it is asked; null for any text
 * @param result its last words; null for any text
 * @param flagged whether the client puts a note in front of its result
 * @param unreported number of its calls that the client counts and no hook reports
 */
public record AgentTraits(
        @Nullable String name,
        @Nullable String mode,
        boolean worktree,
        @Nullable String prompt,
        @Nullable String result,
        boolean flagged,
        int unreported) {
    /** Those of an agent like any other. */
    public static final AgentTraits NONE = new AgentTraits(null, null, false, null, null, false, 0);
}
