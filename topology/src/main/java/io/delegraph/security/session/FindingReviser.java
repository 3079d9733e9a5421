package io.delegraph.security.session;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.CompositeId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.security.rule.Finding;
import io.delegraph.security.rule.ObservedSession;
import io.delegraph.security.rule.PolicyException;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.security.rule.SecurityPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is found in a session now with what was published, and makes the revisions: new findings, changed ones, and those that are
 * no more. A finding that is no more is kept, so that whoever was alarmed by it reads why it is gone.
 */
public final class FindingReviser {
    private final SecurityPolicy policy;

    public FindingReviser(SecurityPolicy policy) {
        this.policy = policy;
    }

    /**
     * The revisions to publish, none for a finding that is as it was.
     *
     * @param before what was published, by id
     * @param agents all agents of the session
     * @param now epoch ms
     */
    public List<SecurityFinding> revise(
            Map<String, SecurityFinding> before, ObservedSession session, List<AgentLifecycle> agents, long now) {
        Map<String, AgentLifecycle> byId = agents.stream()
                .collect(Collectors.toMap(AgentLifecycle::agentId, Function.identity(), (first, second) -> first));
        List<SecurityFinding> revisions = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (Finding finding : policy.judge(session)) {
            SecurityFinding current =
                    finding(finding, session, byId.get(finding.agentId()), byId.get(AgentId.ROOT), now);
            found.add(current.id());
            @Nullable SecurityFinding published = before.get(current.id());
            if (published == null) {
                revisions.add(current);
            } else if (!sameFinding(published, current)) {
                revisions.add(current.with()
                        .state(current.state() == FindingState.NEW ? FindingState.UPDATED : current.state())
                        .foundAt(published.foundAt())
                        .build());
            }
        }
        before.values().stream()
                .filter(published -> !found.contains(published.id()) && stands(published.state()))
                .forEach(published -> revisions.add(published
                        .with()
                        .state(endOf(published, session))
                        .exception(null)
                        .changedAt(now)
                        .policy(policy.version())
                        .build()));
        return revisions;
    }

    private SecurityFinding finding(
            Finding finding,
            ObservedSession session,
            @Nullable AgentLifecycle agent,
            @Nullable AgentLifecycle root,
            long now) {
        RuleCatalog.RuleDescription rule = RuleCatalog.of(finding.rule());
        @Nullable AgentLifecycle known = agent == null ? root : agent;
        SecurityFinding current = SecurityFinding.builder()
                .id(CompositeId.of(finding.sessionId(), SecurityFinding.findingId(finding.rule(), finding.agentId())))
                .sessionId(finding.sessionId())
                .rule(finding.rule())
                .title(rule.title())
                .severity(finding.severity())
                .state(FindingState.NEW)
                .reason(finding.reason())
                .advice(rule.advice())
                .agentId(finding.agentId())
                .agentType(agent == null ? null : agent.agentType())
                .chain(session.chain(finding.agentId()).reversed())
                .workflowId(agent == null ? null : agent.workflowId())
                .toolUseIds(finding.toolUseIds())
                .at(finding.at())
                .foundAt(now)
                .changedAt(now)
                .references(rule.references())
                .policy(policy.version())
                .source(known == null ? null : known.source())
                .project(known == null ? null : known.project())
                .user(known == null ? null : known.user())
                .host(known == null ? null : known.host())
                .build();
        return policy.exceptions().stream()
                .filter(exception -> exception.covers(current))
                .findFirst()
                .map(exception -> suppressed(current, exception))
                .orElse(current);
    }

    private static SecurityFinding suppressed(SecurityFinding finding, PolicyException exception) {
        return finding.with()
                .state(FindingState.SUPPRESSED)
                .exception(exception.id())
                .build();
    }

    /** Whether two revisions say the same, apart from when they were made. */
    private static boolean sameFinding(SecurityFinding published, SecurityFinding current) {
        boolean sameState = published.state() == current.state()
                || published.state() == FindingState.UPDATED && current.state() == FindingState.NEW;
        return sameState
                && published.equals(current.with()
                        .state(published.state())
                        .foundAt(published.foundAt())
                        .changedAt(published.changedAt())
                        .policy(published.policy())
                        .build());
    }

    private static boolean stands(FindingState state) {
        return state != FindingState.RESOLVED && state != FindingState.RETRACTED;
    }

    /** A silence that was long enough is over; anything else was never so. */
    private FindingState endOf(SecurityFinding published, ObservedSession session) {
        boolean over = published.rule().equals("T2")
                && published.toolUseIds().isEmpty()
                && published.agentId().equals(AgentId.ROOT)
                && session.silence().lastEventAt() - published.at()
                        >= policy.parameters().silence().toMillis();
        return over ? FindingState.RESOLVED : FindingState.RETRACTED;
    }
}
