package io.delegraph.schemas.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * One run of an agent.
 *
 * @param number 1 for the Agent call, then one per resume
 * @param causeToolUseId the Agent or SendMessage call; null when unknown
 * @param startedAt epoch ms; null when its start was not seen
 * @param endedAt epoch ms; null while it runs or when its end was not seen
 * @param outcome COMPLETED, FAILED, KILLED; null while it runs or when its end was not seen
 * @param evidence evidence of the end: stop, result, notification, failure; null without an end
 */
public record AgentRun(
        int number,
        @Nullable String causeToolUseId,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable AgentState outcome,
        @Nullable String evidence) {}
