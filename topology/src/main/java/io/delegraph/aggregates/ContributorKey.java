package io.delegraph.aggregates;

/**
 * The agent or workflow that contributes.
 *
 * @param id of the agent or the workflow
 */
public record ContributorKey(Subject subject, String sessionId, String id) {}
