package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.SpawnRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one agent.
 *
 * @param request what its parent asked for; null when the request was not seen
 * @param edgeReason what its parent is known from, or why it has no edge, in plain words
 * @param texts what it was asked first, then its latest, oldest first, at most 100,000 characters; none unless privacy is full
 * @param textsLeftOut how many of its latest 1,000 texts are not listed
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
        // one that an instance before answered has none
        texts = texts == null ? List.of() : List.copyOf(texts);
    }
}
