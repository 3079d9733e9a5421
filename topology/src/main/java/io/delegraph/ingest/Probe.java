package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A hook that {@code delegraph doctor} fires to test the transport of hooks. It takes the way of every other hook up to this point, where
 * it is counted and dropped: it never becomes a session.
 *
 * @param number number of the probe, 0 to 2^53
 */
public record Probe(long number) {
    private static final String SOURCE = "delegraph-doctor";
    private static final String SESSION = SOURCE + "-";

    /** The payload as the client would pass it to a hook: one line. */
    public byte[] payload() {
        Map<String, String> hook = new LinkedHashMap<>();
        hook.put("session_id", sessionId());
        hook.put("hook_event_name", "SessionStart");
        hook.put("source", SOURCE);
        byte[] json = Json.write(hook);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** The session id that marks it as a probe. */
    public String sessionId() {
        return SESSION + number;
    }

    /** Both marks are required: a session with only such an id may be real. */
    static Optional<Probe> in(JsonNode hook) {
        String session = JsonFields.text(hook, "session_id");
        if (session == null || !session.startsWith(SESSION) || !SOURCE.equals(JsonFields.text(hook, "source"))) {
            return Optional.empty();
        }
        String number = session.substring(SESSION.length());
        return number.matches("[0-9]{1,16}") ? Optional.of(new Probe(Long.parseLong(number))) : Optional.empty();
    }
}
