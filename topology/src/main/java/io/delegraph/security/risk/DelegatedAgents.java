package io.delegraph.security.risk;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The agents that one agent asked for and that started.
 *
 * @param agents how many
 * @param overlap the most of them at work at once
 */
record DelegatedAgents(int agents, int overlap) {
    static final DelegatedAgents NONE = new DelegatedAgents(0, 0);

    static DelegatedAgents of(List<AgentLifecycle> children) {
        int started = 0;
        // one that ends when another one starts was not at work with it
        Map<Long, Integer> changes = new TreeMap<>();
        for (AgentLifecycle child : children) {
            Long from = child.startedAt();
            if (from == null) {
                continue;
            }
            started++;
            changes.merge(from, 1, Integer::sum);
            if (child.endedAt() != null) {
                changes.merge(Math.max(child.endedAt(), from), -1, Integer::sum);
            }
        }
        int now = 0;
        int most = 0;
        for (int change : changes.values()) {
            now += change;
            most = Math.max(most, now);
        }
        return new DelegatedAgents(started, started == 0 ? 0 : Math.max(1, most));
    }
}
