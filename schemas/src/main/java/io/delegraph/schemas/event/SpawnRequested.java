package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * An agent requested another one.
 *
 * @param toolUseId identity of the request
 * @param tool the client's name of the delegating tool; null in events of an earlier version
 * @param fingerprint keyed hashes of some phrases of the prompt, 4 hexadecimal digits each; null for a short one and without a key
 * @param secretInPrompt true when the prompt has a secret in it; null otherwise
 * @param text masked, at most 4,000 characters; null unless privacy is full
 */
public record SpawnRequested(
        Origin origin,
        String toolUseId,
        @Nullable String tool,
        SpawnRequest request,
        @Nullable String fingerprint,
        @Nullable Boolean secretInPrompt,
        @Nullable String text)
        implements AgentEvent.InSession {}
