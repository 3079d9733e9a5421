package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;

/** The client itself withheld or changed the result of an agent that did work. */
final class FlaggedResultRule implements SecurityRule {
    @Override
    public String id() {
        return "I2";
    }

    @Override
    public String title() {
        return "hands in what its client withheld";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedAgent agent : session.agents().values()) {
            AgentReport report = agent.report();
            if (report.flaggedByClient() && !(report.resultGivesOrders() && report.calls() == 0)) {
                findings.add(
                        this,
                        Severity.MEDIUM,
                        agent.agentId(),
                        at(session, agent),
                        "the client withheld or changed its result",
                        List.of());
            }
        }
    }

    private static long at(ObservedSession session, ObservedAgent agent) {
        return agent.endedAt() == null ? session.silence().lastEventAt() : agent.endedAt();
    }
}
