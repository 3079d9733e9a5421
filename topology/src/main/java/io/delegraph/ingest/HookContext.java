package io.delegraph.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What a client's payload says of where a hook was fired.
 *
 * @param sessionId the root's session, also inside subagents; null is refused
 * @param agentId null for the root
 * @param agentType null for the root and when the client does not tell
 * @param promptId the prompt that was current in the session; null when the client does not tell
 * @param permissionMode null when the client does not tell
 * @param directory path of the project that the agent works for; null when the client does not tell
 */
public record HookContext(
        @Nullable String sessionId,
        @Nullable String agentId,
        @Nullable String agentType,
        @Nullable String promptId,
        @Nullable String permissionMode,
        @Nullable String directory) {}
