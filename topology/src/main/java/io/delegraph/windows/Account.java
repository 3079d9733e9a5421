package io.delegraph.windows;

/**
 * Who contributes.
 *
 * @param id of the agent or the workflow
 */
public record Account(Subject subject, String sessionId, String id) {}
