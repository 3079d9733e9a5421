package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;

/** The text that asked for an agent has a secret in it. */
final class SecretHandOverRule implements SecurityRule {
    @Override
    public String id() {
        return "X3";
    }

    @Override
    public String title() {
        return "is handed a secret";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedAgent agent : session.agents().values()) {
            if (agent.report().requestHasSecret()) {
                findings.add(
                        this,
                        Severity.MEDIUM,
                        agent.agentId(),
                        at(session, agent),
                        "the text that asked for it has a secret in it",
                        List.of());
            }
        }
    }

    private static long at(ObservedSession session, ObservedAgent agent) {
        return agent.endedAt() == null ? session.silence().lastEventAt() : agent.endedAt();
    }
}
