package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.SpawnRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All details of one agent.
 *
 * @param request the parent's request; null when it was not seen
 * @param edgeReason evidence of its parent, or why it has no edge, in plain words
 * @param texts the task first, then its latest texts, oldest first, at most 100,000 characters; none unless privacy is full
 * @param textsLeftOut number of its latest 1,000 texts that are not listed
 */
public record AgentDetail(
        AgentLifecycle agent,
        List<AgentRun> runs,
        @Nullable SpawnRequest request,
        String edgeReason,
        List<AgentText> texts,
        int textsLeftOut) {
    public AgentDetail {
        runs = List.copyOf(runs);
        // answers of an earlier version have no texts
        texts = texts == null ? List.of() : List.copyOf(texts);
    }
}
