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

/** The clients whose hooks are read. A new one is a package of its own and a line here. */
public final class ClientAdapters {
    /** The demo plays sessions of Claude Code. */
    public static final List<ClientAdapter.Factory> ALL = List.of(
            (privacy, hashes) -> new ClaudeCodeAdapter(Sources.CLAUDE_CODE, privacy, hashes),
            (privacy, hashes) -> new ClaudeCodeAdapter(Sources.DEMO, privacy, hashes));

    private ClientAdapters() {}

    /** Reads the hooks of all of them; of one thread. */
    public static Normalizer normalizer(PrivacyMode privacy, KeyedHashes hashes) {
        return new Normalizer(privacy, hashes, ALL);
    }

    /** An event from the topic, with what an earlier version of its client's adapter did not say yet. */
    public static AgentEvent completed(AgentEvent event) {
        return EarlierEvents.completed(event);
    }

    /** Tells nothing but whether a record would be taken; of any number of threads. */
    public static Normalizer checking() {
        return normalizer(PrivacyMode.NONE, KeyedHashes.NONE);
    }
}
