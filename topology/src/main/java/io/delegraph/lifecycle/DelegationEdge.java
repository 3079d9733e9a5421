package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.EdgeEvidence;

/**
 * The edge from an agent to the agent that delegated to it.
 *
 * @param parentAgentId null when unknown
 * @param toolUseId the request; null when unknown
 */
record DelegationEdge(String parentAgentId, EdgeEvidence evidence, String toolUseId) {
    static final DelegationEdge UNKNOWN = new DelegationEdge(null, EdgeEvidence.NONE, null);
}
