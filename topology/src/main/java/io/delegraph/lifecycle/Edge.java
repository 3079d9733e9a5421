package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.EdgeEvidence;

/**
 * Who delegated to an agent.
 *
 * @param parentAgentId null when unknown
 * @param toolUseId the request; null when unknown
 */
record Edge(String parentAgentId, EdgeEvidence evidence, String toolUseId) {
    static final Edge UNKNOWN = new Edge(null, EdgeEvidence.NONE, null);
}
