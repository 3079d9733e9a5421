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
            if (tooDeep || !parameters.mayDelegate(parent.agentType(), agent.agentType())) {
                findings.add(
                        this,
                        Severity.MEDIUM,
                        agent.agentId(),
                        at(session, agent),
                        tooDeep
                                ? "it is deeper than allowed"
                                : "agents of the type that asked for it may not ask for its type",
                        List.of());
            }
        }
    }

    private static long at(ObservedSession session, ObservedAgent agent) {
        return agent.endedAt() == null ? session.silence().lastEventAt() : agent.endedAt();
    }
}
