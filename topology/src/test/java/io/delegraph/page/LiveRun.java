package io.delegraph.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording replayed as if it happened now, in a session of its own.
 *
 * @param session the id of its (first) session
 * @param hooks envelopes in their order
 * @param startedAt epoch ms
 */
record LiveRun(String session, List<String> hooks, long startedAt) {
    /**
     * A run that has just ended.
     *
     * @param label makes its ids differ from those of other runs of the same recording
     * @param meta whether the client's own notes are included; without them, parents are guessed at first
     */
    static LiveRun of(String recording, String label, boolean meta) {
        Recording found = Recording.all()
                .filter(recordingOfName -> recordingOfName.name().equals(recording))
                .findFirst()
                .orElseThrow();
        List<ObjectNode> envelopes = found.envelopes(meta).stream()
                .map(envelope -> (ObjectNode) Json.read(envelope, JsonNode.class))
                .toList();
        List<String> sessions = envelopes.stream()
                .map(envelope -> envelope.at("/hook/session_id").textValue())
                .distinct()
                .toList();
        long shift = System.currentTimeMillis() - envelopes.getLast().get("at").longValue();
        List<String> hooks = new ArrayList<>();
        for (ObjectNode envelope : envelopes) {
            envelope.put("id", label + envelope.get("id").textValue());
            envelope.put("at", envelope.get("at").longValue() + shift);
            String json = envelope.toString();
            for (String session : sessions) {
                json = json.replace(session, label + session);
            }
            hooks.add(json);
        }
        return new LiveRun(
                label + sessions.getFirst(),
                hooks,
                envelopes.getFirst().get("at").longValue());
    }

    /** The hooks before the n-th one of this name, from 0, exclusive. */
    List<String> before(String event, int n) {
        return hooks.subList(0, indexOf(event, n));
    }

    List<String> from(String event, int n) {
        return hooks.subList(indexOf(event, n), hooks.size());
    }

    private int indexOf(String event, int n) {
        int seen = 0;
        for (int i = 0; i < hooks.size(); i++) {
            if (hooks.get(i).contains("\"hook_event_name\":\"" + event + "\"") && seen++ == n) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + event + " number " + n);
    }
}
