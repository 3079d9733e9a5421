package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A member of a team wrote to the root, which continues its work: no new task of a person. For a teammate with its own session the message
 * of {@link #TEAM_LEAD} is the task.
 *
 * @param from name of the member that wrote
 * @param idle true when it only says that it waits for work; null otherwise
 * @param chars size of the message, characters
 * @param fingerprint keyed hashes of some phrases of the message, 4 hexadecimal digits each; null for a short one and without a key
 */
public record TeammateMessaged(
        Origin origin,
        String from,
        @Nullable Boolean idle,
        int chars,
        @Nullable String fingerprint) implements AgentEvent.InSession {
    /** The name of a team's root. */
    public static final String TEAM_LEAD = "team-lead";
}
