package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Two agents that are at work at the same time, neither above the other, write one file, and both succeed. */
final class WriteConflictRule implements SecurityRule {
    @Override
    public String id() {
        return "D3";
    }

    @Override
    public String title() {
        return "writes a file that another one writes";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        List<ObservedCall> writes = session.calls().stream()
                .filter(call -> call.ran()
                        && !session.agent(call.agentId()).isRoot()
                        && !written(call).isEmpty())
                .toList();
        for (ObservedCall first : writes) {
            for (ObservedCall second : writes) {
                boolean other = second.at() >= first.at()
                        && !second.agentId().equals(first.agentId())
                        && !session.chain(first.agentId()).contains(second.agentId())
                        && !session.chain(second.agentId()).contains(first.agentId());
                if (other
                        && session.agent(first.agentId()).aliveAt(second.at())
                        && written(second).stream().anyMatch(written(first)::contains)) {
                    findings.add(
                            this,
                            Severity.LOW,
                            second.agentId(),
                            second.at(),
                            "another agent at work wrote the same file",
                            List.of(first.toolUseId(), second.toolUseId()));
                }
            }
        }
    }

    /** The targets of writes; those of programs are none. */
    private static Set<String> written(ObservedCall call) {
        return call.tool().equals("Bash")
                ? Set.of()
                : call.evidence().targets().stream().collect(Collectors.toUnmodifiableSet());
    }
}
