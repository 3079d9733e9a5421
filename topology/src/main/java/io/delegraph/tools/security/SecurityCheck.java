package io.delegraph.tools.security;

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
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.rule.Finding;
import io.delegraph.security.rule.ObservedSession;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.security.session.NotableCallSource;
import io.delegraph.security.session.SessionObserver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes hooks in, in memory, and judges their sessions. */
public final class SecurityCheck {
    private final Policies policies;
    private final Normalizer normalizer =
            ClientAdapters.normalizer(PrivacyMode.NONE, KeyedHashes.keyed("only within this check"));
    private final SortedMap<String, Session> sessions = new TreeMap<>();
    private int hooks;

    public SecurityCheck(Policies policies) {
        this.policies = policies;
    }

    /**
     * Takes a hook's envelope in.
     *
     * @param arrivedAt epoch ms
     * @return whether it was a hook that can be used
     */
    public boolean add(String envelope, long arrivedAt) {
        byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
        return switch (normalizer.normalize(bytes, new RawPosition(0, hooks++, arrivedAt))) {
            case Normalized.Accepted accepted -> {
                accepted.events().forEach(this::add);
                yield true;
            }
            case Normalized.Probed ignored -> true;
            case Normalized.Invalid ignored -> false;
        };
    }

    private void add(AgentEvent.InSession event) {
        sessions.computeIfAbsent(
                        event.origin().sessionId(),
                        id -> new Session(new SessionRows(id, new InMemoryRowStore()), policies))
                .on(event, 0);
    }

    /** Sessions that hooks named. */
    public int sessions() {
        return sessions.size();
    }

    /** Calls of which a part was not looked at, because they are too long. */
    public long truncated() {
        long[] truncated = {0};
        sessions.values()
                .forEach(session -> NotableCallSource.everyCall().forEach(session.rows(), call -> {
                    if (call.evidence() != null && call.evidence().features().contains(CommandFeature.TRUNCATED)) {
                        truncated[0]++;
                    }
                }));
        return truncated[0];
    }

    /**
     * Judges all sessions by two policies.
     *
     * @param now until when events were awaited, epoch ms
     */
    public void compare(PolicyComparison comparison, long now) {
        sessions.values().forEach(session -> comparison.add(session, now));
    }

    /**
     * The findings of all sessions, by session and then the most severe first; also those that an exception of the policy covers.
     *
     * @param now until when events were awaited, epoch ms
     */
    public List<Finding> findings(SecurityPolicy policy, long now) {
        List<Finding> findings = new ArrayList<>();
        for (Session session : sessions.values()) {
            ObservedSession observed = SessionObserver.observe(
                    session.rows(), session.view(now).agents(), NotableCallSource.everyCall(), now);
            findings.addAll(policy.judge(observed));
        }
        return findings;
    }
}
