package io.delegraph.schemas.event;

/** What a path is for, as seen from where a call was made. */
public enum PathClass {
    /** Below the project's directory, and nothing of the below. */
    PROJECT,
    /** The project's directory itself. */
    PROJECT_ROOT,
    /** Below the worktree that the caller works in. */
    WORKTREE,
    /** Below the project's own directory, seen from a worktree of it. */
    MAIN_CHECKOUT,
    /** Below the worktree of somebody else. */
    OTHER_WORKTREE,
    /** For temporary files. */
    TMP,
    /** Packages of others: installed, cached or vendored. */
    DEPENDENCIES,
    /** What the client itself keeps: transcripts, lists, snapshots. */
    CLIENT_DATA,
    /** The client's files of plans. */
    PLAN,
    /** Keys, tokens, passwords and files that are made to hold them, outside of the project. */
    SECRET,
    /** The same in the project. */
    PROJECT_SECRET,
    /** Settings of an agent client. */
    AGENT_SETTINGS,
    /** Scripts that an agent client runs as hooks. */
    AGENT_HOOKS,
    /** Agents, commands and skills of an agent client. */
    AGENT_DEFINITIONS,
    /** Instructions that an agent client always reads. */
    AGENT_INSTRUCTIONS,
    /** Notes that an agent keeps for later sessions. */
    AGENT_MEMORY,
    /** What a login, a start or a clock runs later. */
    PERSISTENCE,
    /** The repository's own data. */
    GIT_DIRECTORY,
    /** The home directory itself. */
    HOME_ROOT,
    /** Configuration in the home directory. */
    HOME_CONFIG,
    /** Elsewhere in the home directory. */
    HOME_OTHER,
    /** The root of the file system, or of a drive. */
    FILE_SYSTEM_ROOT,
    /** Outside of all of these. */
    SYSTEM,
    /** A path that only a run would show. */
    UNKNOWN
}
