package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;
import java.util.Set;

/**
 * Something was denied, and is then done by another agent or with another tool. When a person was asked before the second call, or denied
 * the first one and said what to do instead, nothing was gone around.
 */
final class LaunderingRule implements SecurityRule {
    @Override
    public String id() {
        return "E3";
    }

    @Override
    public String title() {
        return "does what was denied, by another agent or another tool";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        List<ObservedCall> denied = session.calls().stream()
                .filter(call -> call.deniesAt(call.at()))
                .toList();
        for (ObservedCall first : denied) {
            Set<String> targets = Set.copyOf(first.evidence().targets());
            for (ObservedCall second : session.calls()) {
                boolean another = !second.agentId().equals(first.agentId())
                        || !second.tool().equals(first.tool());
                boolean soon = second.at() > first.at()
                        && second.at() - first.at() <= parameters.related().toMillis();
                if (second.ran()
                        && first.deniesAt(second.at())
                        && !second.asked()
                        && another
                        && soon
                        && second.evidence().targets().stream().anyMatch(targets::contains)) {
                    findings.add(
                            this,
                            Severity.HIGH,
                            second.agentId(),
                            second.at(),
                            "it did what had been denied before",
                            List.of(first.toolUseId(), second.toolUseId()));
                }
            }
        }
    }
}
