package io.delegraph.tools.security;

import io.delegraph.ingest.HookEvidence;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.ConfigChanged;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.security.rule.AgentReport;
import io.delegraph.security.rule.Silence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a session's agents beside their calls, in any order of the events. */
final class SessionNotes {
    private final Map<String, String> modes = new HashMap<>();
    private final Map<String, Integer> clientCalls = new HashMap<>();
    private final Set<String> givesOrders = new HashSet<>();
    private final Set<String> changedResults = new HashSet<>();
    private final Set<String> secretPrompts = new HashSet<>();
    private long lastEventAt;
    private long settingsChangedAt = -1;
    private boolean ended;

    void add(AgentEvent.InSession event, HookEvidence evidence) {
        long at = event.origin().at();
        lastEventAt = Math.max(lastEventAt, at);
        boolean history = event.origin().fromHistory();
        String mode = event.origin().permissionMode();
        String agentId = event.origin().agentId();
        switch (event) {
            case SpawnRequested requested -> {
                if (mode != null && !history) {
                    modes.put(requested.toolUseId(), mode);
                }
                if (evidence.requestHasSecret()) {
                    secretPrompts.add(requested.toolUseId());
                }
            }
            case SpawnAnswered answered -> {
                if (answered.totals() != null && answered.totals().toolUses() != null && !history) {
                    clientCalls.put(answered.toolUseId(), answered.totals().toolUses());
                }
            }
            case ConfigChanged ignored -> settingsChangedAt = Math.max(settingsChangedAt, at);
            case SessionEnded ignored -> ended = true;
            default -> {}
        }
        if (agentId != null && evidence.resultGivesOrders()) {
            givesOrders.add(agentId);
        }
        changedResults.addAll(evidence.changedResults());
    }

    /** Null when it is unknown. */
    @Nullable
    String modeAtRequest(@Nullable String requestToolUseId) {
        return requestToolUseId == null ? null : modes.get(requestToolUseId);
    }

    AgentReport report(String agentId, @Nullable String requestToolUseId, int calls) {
        String request = requestToolUseId == null ? "" : requestToolUseId;
        return new AgentReport(
                calls,
                clientCalls.get(request),
                givesOrders.contains(agentId),
                changedResults.contains(request),
                secretPrompts.contains(request));
    }

    Silence silence(long now) {
        boolean last = settingsChangedAt >= 0 && settingsChangedAt == lastEventAt;
        return new Silence(lastEventAt, last ? (Long) settingsChangedAt : null, ended, now);
    }
}
