package io.delegraph.stream.security;

import io.delegraph.schemas.lifecycle.AgentState;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What was reported of agents and workflows to the SIEM. It goes with the session, see {@link WritableFindingStore#deleteAll}. */
final class ReportedStates {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    ReportedStates(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The reported outcome of an agent, ACTIVE when only its start was reported; null for nothing. */
    @Nullable
    AgentState agent(String sessionId, String agentId) {
        byte[] state = store.get(FindingKeys.key(FindingKeys.REPORTED_AGENT, sessionId, agentId));
        return state == null ? null : AgentState.valueOf(new String(state, StandardCharsets.UTF_8));
    }

    void putAgent(String sessionId, String agentId, AgentState state) {
        store.put(
                FindingKeys.key(FindingKeys.REPORTED_AGENT, sessionId, agentId),
                state.name().getBytes(StandardCharsets.UTF_8));
    }

    void removeAgent(String sessionId, String agentId) {
        Bytes key = FindingKeys.key(FindingKeys.REPORTED_AGENT, sessionId, agentId);
        // most agents that are replaced are requests of which nothing was reported
        if (store.get(key) != null) {
            store.delete(key);
        }
    }

    /** Stores whether a workflow is settled, and returns whether that is new. */
    boolean changeSettled(String sessionId, String workflowId, boolean settled) {
        Bytes key = FindingKeys.key(FindingKeys.REPORTED_WORKFLOW, sessionId, workflowId);
        if (settled == (store.get(key) != null)) {
            return false;
        }
        store.put(key, settled ? PRESENT : null);
        return true;
    }
}
