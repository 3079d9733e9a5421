package io.delegraph.aggregates;

/**
 * Who contributes.
 *
 * @param id of the agent or the workflow
 */
public record ContributorKey(Subject subject, String sessionId, String id) {}
