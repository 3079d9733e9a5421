package io.delegraph.tools.accuracy;

import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.schemas.event.AgentEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Processes the hooks of sessions like the topology, in memory. */
public final class InMemorySessions {
    private final Policies policies;
    private final Normalizer normalizer =
            ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("only for this comparison"));
    private final Map<String, Session> sessions = new HashMap<>();
    private long latest;
    private int hooks;

    public InMemorySessions(Policies policies) {
        this.policies = policies;
    }

    /** Processes a hook's envelope; {@code arrivedAt} in epoch ms. */
    public void add(String envelope, long arrivedAt) {
        byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
        latest = Math.max(latest, arrivedAt);
        switch (normalizer.normalize(bytes, new RawPosition(0, hooks++, arrivedAt))) {
            case Normalized.Accepted accepted -> accepted.events().forEach(this::add);
            case Normalized.Probed ignored -> {}
            case Normalized.Invalid rejected -> throw new IllegalArgumentException(rejected.reason());
        }
    }

    private void add(AgentEvent.InSession event) {
        sessions.computeIfAbsent(
                        event.origin().sessionId(),
                        id -> new Session(new SessionRows(id, new InMemoryRowStore()), policies))
                .on(event, 0);
    }

    /** The results of the session with this call; empty when there is none. */
    Optional<ReportedSession> ofCall(String call) {
        return sessions().stream()
                .map(sessionId -> of(sessionId).orElseThrow())
                .filter(reported -> reported.started(call).isPresent())
                .findFirst();
    }

    /** Every session with a hook. */
    SortedSet<String> sessions() {
        return new TreeSet<>(sessions.keySet());
    }

    /** The results of a session some time after the last hook; empty when it is unknown. */
    public Optional<ReportedSession> of(String sessionId) {
        long minuteLater = latest + 60_000;
        return Optional.ofNullable(sessions.get(sessionId))
                .map(session -> new ReportedSession(
                        session.view(minuteLater),
                        policies.analysis(),
                        session.rows().prompts().values()));
    }
}
