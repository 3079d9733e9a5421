package io.delegraph.schemas.lifecycle;

/** How an agent's permission mode is known. */
public enum PermissionModeSource {
    /** Its own hooks report it. */
    HOOK,
    /** Only a transcript, read afterwards, reports it, and it may be stale. */
    TRANSCRIPT,
    /** It is the mode of the agent that asked for it, when it asked; it has reported none of its own. */
    PARENT,
    UNKNOWN
}
