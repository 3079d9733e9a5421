package io.delegraph.tools.security;

import io.delegraph.ingest.HookEvidence;
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
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.security.rule.Finding;
import io.delegraph.security.rule.ObservedAgent;
import io.delegraph.security.rule.ObservedSession;
import io.delegraph.security.rule.RuleParameters;
import io.delegraph.security.rule.SecurityRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Takes hooks in, in memory, and judges their sessions. */
public final class SecurityCheck {
    private final Policies policies;
    private final Normalizer normalizer =
            ClientAdapters.normalizer(PrivacyMode.NONE, KeyedHashes.keyed("only within this check"));
    private final SortedMap<String, CheckedSession> sessions = new TreeMap<>();
    private int hooks;

    /** A session while its hooks are taken in. */
    private static final class CheckedSession {
        private final Session session;
        private final ObservedCalls calls = new ObservedCalls();
        private final SessionNotes notes = new SessionNotes();

        CheckedSession(String sessionId, Policies policies) {
            session = new Session(new SessionRows(sessionId, new InMemoryRowStore()), policies);
        }
    }

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
                // targets need no hash here: they stay in memory
                HookEvidence evidence = normalizer.evidence(bytes, UnaryOperator.identity());
                accepted.events().forEach(event -> add(event, evidence));
                yield true;
            }
            case Normalized.Probed ignored -> true;
            case Normalized.Invalid ignored -> false;
        };
    }

    private void add(AgentEvent.InSession event, HookEvidence evidence) {
        CheckedSession session =
                sessions.computeIfAbsent(event.origin().sessionId(), id -> new CheckedSession(id, policies));
        session.session.on(event, 0);
        session.calls.add(event, evidence.calls());
        session.notes.add(event, evidence);
    }

    /** Sessions that hooks named. */
    public int sessions() {
        return sessions.size();
    }

    /** Calls of which a part was not looked at, because they are too long. */
    public long truncated() {
        return sessions.values().stream()
                .mapToLong(session -> session.calls.truncated())
                .sum();
    }

    /**
     * The findings of all sessions, by session and then the most severe first.
     *
     * @param now until when events were awaited, epoch ms
     */
    public List<Finding> findings(RuleParameters parameters, long now) {
        List<Finding> findings = new ArrayList<>();
        sessions.forEach((id, session) -> findings.addAll(SecurityRules.judge(observed(id, session, now), parameters)));
        return findings;
    }

    private static ObservedSession observed(String sessionId, CheckedSession session, long now) {
        Map<String, ObservedAgent> agents = new HashMap<>();
        for (AgentLifecycle agent : session.session.view(now).agents()) {
            boolean root = agent.agentId().equals(AgentId.ROOT);
            agents.put(
                    agent.agentId(),
                    new ObservedAgent(
                            agent.agentId(),
                            root ? null : agent.parentAgentId(),
                            agent.agentType(),
                            agent.agentHierarchyLevel(),
                            session.notes.modeAtRequest(agent.requestToolUseId()),
                            agent.startedAt() == null ? agent.requestedAt() : agent.startedAt(),
                            agent.endedAt(),
                            session.notes.report(
                                    agent.agentId(), agent.requestToolUseId(), session.calls.count(agent.agentId()))));
        }
        return new ObservedSession(sessionId, agents, session.calls.calls(), session.notes.silence(now));
    }
}
