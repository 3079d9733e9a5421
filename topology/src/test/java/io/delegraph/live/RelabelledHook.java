package io.delegraph.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A hook of a recording with a label in its session ids, event ids and hosts, as if it came from another run. */
record RelabelledHook(String sessionId, String id, String json) {
    static List<RelabelledHook> of(Recording recording, String label, boolean meta) {
        List<ObjectNode> envelopes = new ArrayList<>();
        Set<String> sessions = new HashSet<>();
        for (byte[] envelope : recording.envelopes(meta)) {
            ObjectNode node = (ObjectNode) Json.read(envelope, JsonNode.class);
            envelopes.add(node);
            sessions.add(node.get("hook").get("session_id").textValue());
        }
        List<RelabelledHook> all = new ArrayList<>();
        for (ObjectNode envelope : envelopes) {
            String id = label + envelope.get("id").textValue();
            envelope.put("id", id);
            if (envelope.has("host")) {
                // process ids are distinguished by host
                envelope.put("host", label + envelope.get("host").textValue());
            }
            String json = envelope.toString();
            for (String session : sessions) {
                json = json.replace(session, label + session);
            }
            all.add(new RelabelledHook(
                    label + envelope.get("hook").get("session_id").textValue(), id, json));
        }
        return all;
    }

    byte[] envelope() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
