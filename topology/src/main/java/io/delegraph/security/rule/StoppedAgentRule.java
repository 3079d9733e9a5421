package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;

/** An agent that was stopped, or that its client had reported to be at its end, goes on without having been asked to. */
final class StoppedAgentRule implements SecurityRule {
    @Override
    public String id() {
        return "D4";
    }

    @Override
    public String title() {
        return "goes on after it was stopped";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        for (ObservedCall call : session.calls()) {
            if (call.ran() && session.agent(call.agentId()).stoppedAt(call.at())) {
                findings.add(this, Severity.HIGH, call, "it went on after its stop, and nobody had resumed it");
            }
        }
    }
}
