package io.delegraph.schemas.ocsf;

import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param appName where the session comes from, for example {@code claude-code}; null when not reported
 * @param appUid the session with the agent, each percent-encoded, for example {@code s1/a1}; null when no agent is known
 * @param user null when not reported or privacy forbids
 */
public record OcsfActor(
        @Nullable String appName,
        @Nullable String appUid,
        OcsfSession session,
        @Nullable OcsfUser user) {
    /** A session of the client. */
    public record OcsfSession(String uid) {}

    /** The user of the operating system. */
    public record OcsfUser(String name) {}
}
