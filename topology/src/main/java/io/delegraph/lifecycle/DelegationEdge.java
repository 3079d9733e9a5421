package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.EdgeEvidence;
import org.jspecify.annotations.Nullable;

/**
 * The edge from an agent to the agent that delegated to it.
 *
 * @param parentAgentId null when unknown
 * @param toolUseId the request; null when unknown
 */
record DelegationEdge(
        @Nullable String parentAgentId,
        EdgeEvidence evidence,
        @Nullable String toolUseId) {
    static final DelegationEdge UNKNOWN = new DelegationEdge(null, EdgeEvidence.NONE, null);
}
