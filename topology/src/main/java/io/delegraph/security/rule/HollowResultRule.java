package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;

/** An agent called no tool, and its result speaks to its reader as a system does: then somebody else wrote it. */
final class HollowResultRule implements SecurityRule {
    @Override
    public String id() {
        return "I1";
    }

    @Override
    public String title() {
        return "does nothing and hands in orders";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedAgent agent : session.agents().values()) {
            AgentReport report = agent.report();
            if (report.resultGivesOrders() && report.calls() == 0 && !agent.isRoot()) {
                findings.add(
                        this,
                        Severity.HIGH,
                        agent.agentId(),
                        at(session, agent),
                        "it called no tool and its result gives orders",
                        List.of());
            }
        }
    }

    private static long at(ObservedSession session, ObservedAgent agent) {
        return agent.endedAt() == null ? session.silence().lastEventAt() : agent.endedAt();
    }
}
