package io.delegraph.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What a client's payload says about the context of a hook.
 *
 * @param sessionId the root's session, also inside subagents; null is refused
 * @param agentId null for the root
 * @param agentType null for the root and when not reported
 * @param promptId the prompt that was current in the session; null when not reported
 * @param permissionMode null when not reported
 * @param directory path of the project that the agent works for; null when not reported
 */
public record HookContext(
        @Nullable String sessionId,
        @Nullable String agentId,
        @Nullable String agentType,
        @Nullable String promptId,
        @Nullable String permissionMode,
        @Nullable String directory) {}
