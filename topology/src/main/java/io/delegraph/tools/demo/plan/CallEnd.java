package io.delegraph.tools.demo.plan;

/** How a call of an incident ends. */
public enum CallEnd {
    RUNS,
    FAILS,
    /** A person is asked, allows it, and it runs. */
    ALLOWED,
    /** A rule of the settings denies it. */
    DENIED_BY_RULE,
    /** The classifier of the permission mode {@code auto} denies it. */
    DENIED_BY_CLASSIFIER,
    /** A rule for a directory denies it before any hook of the call. */
    DENIED_BY_DIRECTORY,
    /** A hook blocks it. */
    BLOCKED_BY_HOOK,
    /** The client keeps the agent in its worktree. */
    BLOCKED_BY_WORKTREE,
    /** Plan mode does not allow it. */
    BLOCKED_BY_PLAN_MODE,
    /** The agent does not have the tool. */
    TOOL_MISSING,
    /** The file was changed since the agent read it. */
    FILE_CHANGED,
    /** A person is asked and says no. */
    REJECTED
}
