package io.delegraph.security.rule;

import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.security.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two agents that are at work at the same time, neither above the other, write one file, and both succeed. */
final class WriteConflictRule implements SecurityRule {
    private static final Set<String> SHELLS = Set.of("Bash", "PowerShell");
    private static final Set<PathClass> ANY = Set.of(PathClass.values());

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
        Map<String, List<ObservedCall>> writes = new LinkedHashMap<>();
        for (ObservedCall call : session.calls()) {
            if (call.ran() && !session.agent(call.agentId()).isRoot()) {
                written(call)
                        .forEach(target -> writes.computeIfAbsent(target, t -> new ArrayList<>())
                                .add(call));
            }
        }
        writes.values().forEach(calls -> judge(session, calls, findings));
    }

    /** Judges the writes of one file, in the order of their times. */
    private void judge(ObservedSession session, List<ObservedCall> writes, FindingCollector findings) {
        for (int second = 1; second < writes.size(); second++) {
            ObservedCall later = writes.get(second);
            for (ObservedCall first : writes.subList(0, second)) {
                boolean other = !later.agentId().equals(first.agentId())
                        && !session.chain(first.agentId()).contains(later.agentId())
                        && !session.chain(later.agentId()).contains(first.agentId());
                if (other && session.agent(first.agentId()).aliveAt(later.at())) {
                    findings.add(
                            this,
                            Severity.LOW,
                            later.agentId(),
                            later.at(),
                            "another agent at work wrote the same file",
                            List.of(first.toolUseId(), later.toolUseId()));
                }
            }
        }
    }

    /** The targets of writes; those of programs are none. */
    private static Set<String> written(ObservedCall call) {
        return SHELLS.contains(call.tool()) || !call.changes(ANY)
                ? Set.of()
                : Set.copyOf(call.evidence().targets());
    }
}
