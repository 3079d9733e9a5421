package io.delegraph.schemas.event;

/** What a call does beside touching paths and hosts. Not every feature is a finding: most pushes and installations are honest work. */
public enum CommandFeature {
    /** Runs as another user, by sudo or the like. */
    PRIVILEGED,
    /** Lets everybody write, or sets the bit by which a program runs as its owner. */
    OPENS_PERMISSIONS,
    /** Throws away changes that are in no commit. */
    GIT_DISCARD,
    GIT_RESET_HARD,
    GIT_STASH_DROP,
    GIT_BRANCH_DELETE,
    /** Rewrites or removes history. */
    GIT_REWRITE,
    GIT_PUSH,
    GIT_PUSH_FORCE,
    /** Forces only when nobody else has pushed. */
    GIT_PUSH_LEASE,
    /** Pushes to a branch that the policy protects by default: main, master, release. */
    GIT_PUSH_PROTECTED,
    /** Deletes a branch or tag of the remote. */
    GIT_PUSH_DELETE,
    /** Goes around hooks of the repository. */
    GIT_NO_VERIFY,
    DATABASE_DESTROYED,
    INFRASTRUCTURE_DESTROYED,
    /** Runs what it has just downloaded. */
    DOWNLOAD_AND_RUN,
    /** Runs what it has just decoded. */
    DECODE_AND_RUN,
    /** Starts an agent client. */
    AGENT_CLIENT,
    /** Starts an agent client that asks nobody. */
    AGENT_CLIENT_BYPASS,
    /** Makes something public or releases it. */
    PUBLISH,
    /** Registers something that runs later. */
    SCHEDULES,
    /** Ends what watches the agents. */
    STOPS_MONITORING,
    /** Asks a tool that gives out credentials. */
    CREDENTIAL_TOOL,
    /** Prints the environment with its variables. */
    ENVIRONMENT,
    /** Sends data over the network. */
    SENDS,
    /** Sends a file over the network. */
    UPLOADS,
    /** Runs on another machine. */
    REMOTE_SHELL,
    INSTALLS_PACKAGES,
    /** Has a program of another language inside. */
    INLINE_CODE,
    /** Runs outside of the client's sandbox. */
    SANDBOX_OFF,
    /** Makes settings of the client allow more, or takes its hooks away. */
    WEAKENS_SETTINGS,
    /** Part of it was not looked at, because it is too long. */
    TRUNCATED,
    /** Gives another agent a secret in a text. */
    PASSES_SECRET
}
