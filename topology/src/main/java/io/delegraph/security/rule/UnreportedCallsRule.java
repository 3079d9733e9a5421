package io.delegraph.security.rule;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.security.Severity;
import java.util.List;

/** The client counted more tool calls of an agent than its hooks reported, or a session is silent since its settings were changed. */
final class UnreportedCallsRule implements SecurityRule {
    /** One may be lost on its way. */
    private static final int LEAST_MISSING = 2;

    @Override
    public String id() {
        return "T2";
    }

    @Override
    public String title() {
        return "works without being seen";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        Silence silence = session.silence();
        Long changedAt = silence.settingsChangedAt();
        if (changedAt != null
                && !silence.ended()
                && silence.now() - changedAt >= parameters.silence().toMillis()) {
            findings.add(
                    this,
                    Severity.HIGH,
                    AgentId.ROOT,
                    changedAt,
                    "no event came since settings of the client were changed",
                    List.of());
        }
        for (ObservedAgent agent : session.agents().values()) {
            Integer counted = agent.report().clientCalls();
            if (counted != null && counted - agent.report().calls() >= LEAST_MISSING) {
                findings.add(
                        this,
                        Severity.MEDIUM,
                        agent.agentId(),
                        at(session, agent),
                        "the client counted more tool calls than hooks reported",
                        List.of());
            }
        }
    }

    private static long at(ObservedSession session, ObservedAgent agent) {
        return agent.endedAt() == null ? session.silence().lastEventAt() : agent.endedAt();
    }
}
