package io.delegraph.transcript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Agents whose messages stand in their parent's transcript, as clients up to 2.0 write them. Older ones give them no id: each is a chain
 * of entries, which name the one before them, from the task that the parent's call hands over to the last words.
 */
final class Sidechains {
    private final Map<String, Place> byEntry = new HashMap<>();
    private final Map<String, Place> byAgent = new HashMap<>();

    /**
     * Whose entry it is.
     *
     * @param call that started the agent; null when none is known
     */
    record Place(String agentId, Conversation.Call call) {}

    /** Null when it begins a chain that no call of those handed over. */
    Place place(Entry entry, List<Conversation.Call> open) {
        String named = entry.text("agentId");
        Place place = named != null ? byAgent.get(named) : byEntry.get(String.valueOf(entry.text("parentUuid")));
        boolean task =
                entry.type().equals("user") && entry.blocks("tool_result").isEmpty();
        if (place == null && (task || named != null)) {
            Conversation.Call call = task ? handedOver(entry.words(), open) : null;
            place = named != null || call != null
                    ? new Place(named != null ? named : "inline-" + entry.id(), call)
                    : null;
        }
        if (place != null) {
            byAgent.put(place.agentId(), place);
            byEntry.put(entry.id(), place);
        }
        return place;
    }

    /** The call with this task; else the oldest that has started none, if the task is not told as it was handed over. */
    private Conversation.Call handedOver(String task, List<Conversation.Call> open) {
        List<Conversation.Call> free = open.stream()
                .filter(call -> startedBy(call.toolUseId()).isEmpty())
                .toList();
        return free.stream()
                .filter(call -> task.strip()
                        .equals(call.input().path("prompt").asText("").strip()))
                .findFirst()
                .orElse(free.isEmpty() || Prompts.warmup(task) ? null : free.getFirst());
    }

    boolean has(String agentId) {
        return byAgent.containsKey(agentId);
    }

    Optional<String> startedBy(String toolUseId) {
        return byAgent.values().stream()
                .filter(place ->
                        place.call() != null && place.call().toolUseId().equals(toolUseId))
                .map(Place::agentId)
                .findFirst();
    }
}
