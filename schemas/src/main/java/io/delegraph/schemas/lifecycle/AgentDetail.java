package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.SpawnRequest;
import java.util.List;

/**
 * Everything that is known of one agent.
 *
 * @param request what its parent asked for; null when the request was not seen
 * @param edgeReason what its parent is known from, or why it has no edge, in plain words
 */
public record AgentDetail(AgentLifecycle agent, List<AgentRun> runs, SpawnRequest request, String edgeReason) {
    public AgentDetail {
        runs = List.copyOf(runs);
    }
}
