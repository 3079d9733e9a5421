package io.delegraph.transcript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Agents whose messages are in their parent's transcript, as clients up to 2.0 write them. Older ones have no id: each is a chain of
 * entries, which name the one before them, from the task in the parent's call to the last words.
 */
final class Sidechains {
    private final Map<String, SidechainAgent> byEntry = new HashMap<>();
    private final Map<String, SidechainAgent> byAgent = new HashMap<>();

    /**
     * The agent of an entry.
     *
     * @param call that started the agent; null when none is known
     */
    record SidechainAgent(String agentId, Conversation.@Nullable PendingCall call) {}

    /** Null when the entry begins a chain without a matching call. */
    @Nullable
    SidechainAgent place(TranscriptEntry entry, List<Conversation.PendingCall> open) {
        String named = entry.text("agentId");
        SidechainAgent place =
                named != null ? byAgent.get(named) : byEntry.get(String.valueOf(entry.text("parentUuid")));
        boolean task =
                entry.type().equals("user") && entry.blocks("tool_result").isEmpty();
        if (place == null && (task || named != null)) {
            Conversation.PendingCall call = task ? handedOver(entry.words(), open) : null;
            place = named != null || call != null
                    ? new SidechainAgent(named != null ? named : "inline-" + entry.id(), call)
                    : null;
        }
        if (place != null) {
            byAgent.put(place.agentId(), place);
            byEntry.put(entry.id(), place);
        }
        return place;
    }

    /** The call with this task; else the oldest that has started none, when the task differs from the one in the call. */
    private Conversation.@Nullable PendingCall handedOver(String task, List<Conversation.PendingCall> open) {
        List<Conversation.PendingCall> free = open.stream()
                .filter(call -> startedBy(call.toolUseId()).isEmpty())
                .toList();
        return free.stream()
                .filter(call -> task.strip()
                        .equals(call.input().path("prompt").asText("").strip()))
                .findFirst()
                .orElse(free.isEmpty() || Prompts.isWarmup(task) ? null : free.getFirst());
    }

    boolean has(String agentId) {
        return byAgent.containsKey(agentId);
    }

    Optional<String> startedBy(String toolUseId) {
        return byAgent.values().stream()
                .filter(place ->
                        place.call() != null && place.call().toolUseId().equals(toolUseId))
                .map(SidechainAgent::agentId)
                .findFirst();
    }
}
