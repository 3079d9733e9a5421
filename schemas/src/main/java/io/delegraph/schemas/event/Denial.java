package io.delegraph.schemas.event;

/** Why a tool call was not allowed to run. */
public enum Denial {
    /** A rule of the permission settings forbids it. */
    DENY_RULE,
    /** The client's classifier of the auto mode refused it. */
    AUTO_MODE,
    /** A hook blocked it. */
    HOOK,
    /** Plan mode allows no changes. */
    PLAN_MODE,
    /** The sandbox, or the isolation in a worktree, forbids it. */
    SANDBOX,
    /** A person rejected it. */
    PERSON,
    /** Nobody was available to grant the required permission. */
    NOT_GRANTED
}
