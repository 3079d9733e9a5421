package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * What an agent requested when it delegated.
 *
 * @param agentType {@code general-purpose} when the call names none; null when only the agent's note mentions the request and names no type
 * @param description short description by the caller, masked, at most 120 characters; null when absent or privacy forbids
 * @param name name by which it can be messaged; null when unnamed
 * @param model null when inherited
 * @param background whether the caller requested to continue without waiting; null when it left that to the client
 * @param isolation worktree, remote; null for none
 * @param promptChars length of the prompt, characters
 * @param declared orchestration flags in the prompt; null when there are none
 */
public record SpawnRequest(
        @Nullable String agentType,
        @Nullable String description,
        @Nullable String name,
        @Nullable String model,
        @Nullable Boolean background,
        @Nullable String isolation,
        int promptChars,
        @Nullable DeclaredFlags declared) {}
