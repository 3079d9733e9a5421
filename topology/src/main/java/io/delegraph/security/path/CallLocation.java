package io.delegraph.security.path;

import org.jspecify.annotations.Nullable;

/**
 * Where a call is made from. All paths have forward slashes and no slash at their end.
 *
 * @param directory the working directory
 * @param project the directory of the project; when nothing says it, the working directory
 * @param worktree the worktree of the project that the caller works in; null when it works in the project itself
 * @param home the home directory of the user; null when nothing says it
 */
public record CallLocation(
        String directory,
        String project,
        @Nullable String worktree,
        @Nullable String home) {}
