package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;

/** An agent is deeper than allowed, or was asked for by a type that may ask for none. */
final class DelegationPolicyRule implements SecurityRule {
    @Override
    public String id() {
        return "D1";
    }

    @Override
    public String title() {
        return "was asked for against the policy";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedAgent agent : session.agents().values()) {
            ObservedAgent parent = session.agent(agent.parentAgentId() == null ? "" : agent.parentAgentId());
            boolean tooDeep = agent.level() != null && agent.level() > parameters.depth();
            boolean byReader = parent.agentType() != null
                    && parameters.readOnlyTypes().contains(parent.agentType())
                    && !parameters.readOnlyTypes().contains(agent.agentType() == null ? "" : agent.agentType());
            if (tooDeep || byReader) {
                findings.add(
                        this,
                        Severity.MEDIUM,
                        agent.agentId(),
                        at(session, agent),
                        "it is deeper than allowed, or a type that changes nothing asked for it",
                        List.of());
            }
        }
    }

    private static long at(ObservedSession session, ObservedAgent agent) {
        return agent.endedAt() == null ? session.silence().lastEventAt() : agent.endedAt();
    }
}
