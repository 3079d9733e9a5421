package io.delegraph.ingest;

import io.delegraph.schemas.event.AgentEvent;
import java.util.List;

/**
 * Reads the hooks of one client. It is the only place that knows the client's payloads, the names of its tools and its paths; the events
 * that it returns mean the same for every client. A new client is a package of its own and a line in the list of adapters.
 */
public interface ClientAdapter {
    /** The {@code source} of the envelopes that it reads, for example {@code claude-code}. */
    String source();

    /**
     * The events of one hook: at least one, all of one session. Not thread-safe.
     *
     * @param origins adds the origin of the events
     * @throws RejectedException when the payload cannot be an event of this client
     */
    List<AgentEvent.InSession> events(Envelope envelope, OriginFactory origins);

    /** Creates an adapter for a privacy mode. */
    @FunctionalInterface
    interface Factory {
        ClientAdapter create(PrivacyMode privacy, KeyedHashes hashes);
    }
}
