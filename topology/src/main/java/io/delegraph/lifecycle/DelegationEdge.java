package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.EdgeEvidence;

/**
 * Who delegated to an agent.
 *
 * @param parentAgentId null when unknown
 * @param toolUseId the request; null when unknown
 */
record DelegationEdge(String parentAgentId, EdgeEvidence evidence, String toolUseId) {
    static final DelegationEdge UNKNOWN = new DelegationEdge(null, EdgeEvidence.NONE, null);
}
