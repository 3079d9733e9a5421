package io.delegraph.ingest;

import io.delegraph.schemas.event.AgentEvent;
import java.util.List;

/**
 * Reads the hooks of one client, and is the only place that knows its payloads, the names of its tools and its paths: what leaves it are
 * facts that mean the same for every client. A new client is a package of its own and a line in the list of adapters.
 */
public interface ClientAdapter {
    /** The {@code source} of the envelopes that it reads, for example {@code claude-code}. */
    String source();

    /**
     * What one hook says: at least one event, all of one session. Of one thread.
     *
     * @param origins completes where the events come from
     * @throws RejectedException when the payload cannot be an event of this client
     */
    List<AgentEvent.InSession> events(Envelope envelope, OriginFactory origins);

    /** Makes an adapter for what may be kept of texts. */
    @FunctionalInterface
    interface Factory {
        ClientAdapter create(PrivacyMode privacy, KeyedHashes hashes);
    }
}
