package io.delegraph.ingest.adapters;

import io.delegraph.ingest.ClientAdapter;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.claudecode.ClaudeCodeAdapter;
import io.delegraph.ingest.claudecode.EarlierEvents;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Sources;
import java.util.List;

/** The list of supported clients. A new client is a package of its own and a line here. */
public final class ClientAdapters {
    /** The demo plays sessions of Claude Code. */
    public static final List<ClientAdapter.Factory> ALL = List.of(
            (privacy, hashes) -> new ClaudeCodeAdapter(Sources.CLAUDE_CODE, privacy, hashes),
            (privacy, hashes) -> new ClaudeCodeAdapter(Sources.DEMO, privacy, hashes));

    private ClientAdapters() {}

    /** A normalizer for the hooks of all clients; not thread-safe. */
    public static Normalizer normalizer(PrivacyMode privacy, KeyedHashes hashes) {
        return new Normalizer(privacy, hashes, ALL);
    }

    /** An event from the topic, completed with fields that an earlier version of its client's adapter did not set. */
    public static AgentEvent completed(AgentEvent event) {
        return EarlierEvents.completed(event);
    }

    /** A normalizer that only checks whether a record would be accepted; thread-safe. */
    public static Normalizer checking() {
        return normalizer(PrivacyMode.NONE, KeyedHashes.NONE);
    }
}
