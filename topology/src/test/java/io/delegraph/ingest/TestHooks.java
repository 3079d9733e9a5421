package io.delegraph.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;

/** Bare hooks of one session, and the events that come of them. */
final class TestHooks {
    private TestHooks() {}

    static ObjectNode hook(String name) {
        return Json.MAPPER.createObjectNode().put("session_id", "s").put("hook_event_name", name);
    }

    /** The first event of a hook that is accepted, with the default privacy. */
    static AgentEvent.InSession event(ObjectNode hook) {
        Normalized normalized = ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"))
                .normalize(Json.write(hook), new RawPosition(0, 0, 0));
        return ((Normalized.Accepted) normalized).events().getFirst();
    }
}
